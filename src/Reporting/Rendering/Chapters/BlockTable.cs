using Harness.Contracts.Architectures;
using Harness.Contracts.Benchmarks;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Counted and measured cost of the three blocks.</summary>
internal static class BlockTable
{
    public static TableBlock Write(BlockComparison blocks) => new(
        "tab-bottleneck",
        Prose.Of($"Cost of one block on {blocks.Wide.Resolution}×{blocks.Wide.Resolution} maps."),
        [
            Column.Wide("Block"), Column.Number("Weights"), Column.Number("MACs"), Column.Number("Memory"),
            .. blocks.Times is null ? Array.Empty<Column>() : [Column.Number("Forward, ms"), Column.Number("Backward, ms"), Column.Number("n")],
        ],
        [.. blocks.All.Select(block => Row(block, blocks.Times))],
        Prose.Join(" ", Notes(blocks)));

    private static IReadOnlyList<Prose> Row(BlockCostRecord block, TimedBlocks? times) =>
    [
        block.Title,
        Quantity.Count(block.Weights),
        Quantity.Macs(block.Macs),
        Quantity.Bytes(Activations.BytesOf(block)),
        .. times is null ? Array.Empty<Prose>() : [Milliseconds(times[block.Id].ForwardSeconds), Milliseconds(times[block.Id].BackwardSeconds), Quantity.Count(times.N)],
    ];

    private static IEnumerable<Prose> Notes(BlockComparison blocks)
    {
        yield return "Weights and multiply-accumulates are counted from the blocks’ convolutions; batch normalisation and shortcuts are left out. Memory: what one image leaves behind for the backward pass, in float32: the output of every convolution, which its normalisation needs again, and the normalised and rectified map, which the next convolution needs.";
        if (blocks.Times is not { Record: var record })
        {
            yield return Prose.Of($"Times were not measured; {Span.Code("dotnet cake --target=Benchmark")} does so.");
            yield break;
        }

        yield return Prose.Of($"Times: median and, in brackets, smallest and largest of n repetitions in turn, each the mean over at least {Quantity.Plain(record.SecondsPerMeasurement)} s; one batch of {record.BatchSize} in training mode with normalisation and shortcut, {(record.Precision == Contracts.Plans.Precision.Float32 ? "float32" : record.Precision.ToString())}, {Quantity.Quantify(record.Threads, "thread", "threads")}, on {record.Resolution}×{record.Resolution} maps. Machine: {record.Machine.Accelerator ?? record.Machine.Processor}.");
    }

    private static string Milliseconds(RepeatedMeasurement seconds) => $"{Number(seconds.Median)} ({Number(seconds.Minimum)} to {Number(seconds.Maximum)})";

    /// <summary>Three digits: timing is not more exact.</summary>
    private static string Number(double seconds) => Quantity.Number(1_000 * seconds, seconds switch { >= 0.1 => 0, >= 0.01 => 1, _ => 2 });
}
