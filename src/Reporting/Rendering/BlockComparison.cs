using Harness.Contracts.Architectures;
using Harness.Contracts.Benchmarks;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering;

/// <summary>The three blocks of the bottleneck comparison as counted and, where they were, as timed.</summary>
/// <param name="Wide">Two 3x3 convolutions at 256 channels.</param>
/// <param name="Bottleneck">1x1, 3x3, 1x1: 256, 64, 256 channels.</param>
/// <param name="Equal">Two 3x3 convolutions at 64 channels: the block of about the bottleneck's price.</param>
/// <param name="Times">Null where the benchmark holds none.</param>
internal sealed record BlockComparison(BlockCostRecord Wide, BlockCostRecord Bottleneck, BlockCostRecord Equal, TimedBlocks? Times)
{
    public IReadOnlyList<BlockCostRecord> All => [Wide, Bottleneck, Equal];

    /// <returns>Null where a block was not counted.</returns>
    public static BlockComparison? Find(ArchitecturesRecord architectures, BenchmarkRecord? benchmark)
    {
        var blocks = architectures.Blocks.ToDictionary(block => block.Id);
        return blocks.TryGetValue("basic-256", out var wide) && blocks.TryGetValue("bottleneck-256-64", out var bottleneck) && blocks.TryGetValue("basic-64", out var equal)
            ? new BlockComparison(wide, bottleneck, equal, TimedBlocks.Find(benchmark, wide.Id, bottleneck.Id, equal.Id))
            : null;
    }

    public static string Saving(long before, long after) => Quantity.Percent(1 - ((double)after / before), 1);

    public static string Factor(long before, long after) => Times1((double)before / after);

    /// <summary>A factor to one decimal: <c>16.9×</c>.</summary>
    public static string Times1(double factor) => $"{Quantity.Number(factor, 1)}×";

    /// <summary>For instance <c>10.5 % larger</c>.</summary>
    public static string Change(long before, long after)
    {
        var share = ((double)after / before) - 1;
        return $"{Quantity.Percent(Math.Abs(share), 1)} {(share >= 0 ? "larger" : "smaller")}";
    }
}
