using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>How fast a training step is, what it costs beside arithmetic, and how fast others are with it.</summary>
internal static class SpeedTable
{
    /// <param name="benchmark">Null where there is none to show.</param>
    /// <param name="fault">Why one that is there cannot be shown; null where nothing is wrong.</param>
    public static IEnumerable<Block> Write(BenchmarkRecord? benchmark, string? fault)
    {
        // A record of the blocks alone has no results.
        if (benchmark is null or { Results.Count: 0 })
        {
            yield return new Paragraph(fault is not null
                ? Prose.Of($"Training speed is not shown. {fault} {Span.Code("dotnet cake --target=Benchmark")} measures it again.")
                : Prose.Of($"Training speed was not measured on its own for this report; {Span.Code("dotnet cake --target=Benchmark")} does so."));
            yield break;
        }

        var hasBest = benchmark.Results.Any(result => Find(result, ReferenceProgram.Best) is not null);
        yield return new TableBlock(
            "tab-speed",
            "Measured speed of the whole training step, all workers together.",
            [
                Column.Wide("Network"), new Column("Precision"), Column.Number("Workers"), Column.Number("Images/s"), Column.Number("n"), Column.Number("To samples"), Column.Number("To PyTorch"),
                .. hasBest ? new[] { Column.Number("To PyTorch’s best") } : [], Column.Number("Host, ms"), Column.Number("Memory, GiB"),
            ],
            [.. benchmark.Results.Select(result => Row(result, hasBest))],
            Note(benchmark, hasBest));
    }

    private static IReadOnlyList<Prose> Row(ThroughputRecord result, bool hasBest) =>
    [
        Span.Code(result.Model),
        Name(result.Precision),
        Quantity.Count(result.Workers),
        $"{Rate(result.ImagesPerSecond.Median)} ({Rate(result.ImagesPerSecond.Minimum)} to {Rate(result.ImagesPerSecond.Maximum)})",
        Quantity.Count(result.ImagesPerSecond.Values.Count),
        Ratio(result, ReferenceProgram.Samples),
        Ratio(result, ReferenceProgram.Seed),
        .. hasBest ? new Prose[] { Ratio(result, ReferenceProgram.Best) } : [],
        Quantity.Number(1_000 * result.HostSecondsPerStep.Median, 2),
        result.PeakMemoryBytes is { } bytes ? Quantity.Number(bytes / (double)(1 << 30), 2) : Quantity.Missing,
    ];

    private static Prose Note(BenchmarkRecord benchmark, bool hasBest)
    {
        // What a reference is said to be holds for all rows: one run measured them.
        var references = benchmark.Results.SelectMany(result => result.References).DistinctBy(reference => reference.Program).ToDictionary(reference => reference.Program);
        var peer = references.TryGetValue(ReferenceProgram.Seed, out var seed)
            ? $"to PyTorch: to the seed document’s way of training in {Describe(seed)}, its loader fed with {(seed.Images == "noise" ? "images of noise" : "CIFAR-10")}"
            : "PyTorch was not measured";
        var best = hasBest ? $"; to PyTorch’s best: {Describe(references[ReferenceProgram.Best])}, images on the device, channels-last" : "";
        var determinism = benchmark.Deterministic ? "" : " This project’s loop was free to use algorithms that do not repeat bit for bit.";
        var samples = references.TryGetValue(ReferenceProgram.Samples, out var others) ? $" in {Describe(others)}" : "";
        return Prose.Of(
            $"Images/s: median and, in brackets, smallest and largest of n repetitions of at least {Quantity.Plain(benchmark.SecondsPerMeasurement)} s; batch {string.Join(", ", benchmark.Results.Select(result => result.BatchSize).Distinct())} a worker, one thread each, on images of noise. The ratios are medians of ratios taken within each repetition, above 1 where this project is faster. To samples: to the same step as TorchSharp’s samples write it{samples}; {peer}{best}. Host: time of a step with next to nothing to compute (one image, one channel a layer), an upper bound of what the program adds. Memory: on a CPU the largest worker’s resident set at its peak; on a GPU what the step takes beyond libtorch’s context and the images.{determinism} Machine: {benchmark.Machine.Accelerator ?? benchmark.Machine.Processor}.");
    }

    private static string Describe(ReferenceSpeed reference) => $"{reference.Software}, {Name(reference.Precision)}";

    private static string Ratio(ThroughputRecord result, ReferenceProgram program) =>
        Find(result, program) is { } reference ? Quantity.Number(reference.Ratio.Median, 2) : Quantity.Missing;

    private static ReferenceSpeed? Find(ThroughputRecord result, ReferenceProgram program) => result.References.FirstOrDefault(reference => reference.Program == program);

    private static string Rate(double imagesPerSecond) => Quantity.Count((long)Math.Round(imagesPerSecond));

    private static string Name(Precision precision) => precision switch
    {
        Precision.Bfloat16 => "bfloat16",
        Precision.TensorFloat32 => "TF32",
        _ => "float32",
    };
}
