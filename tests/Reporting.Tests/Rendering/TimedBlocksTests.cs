using Harness.Contracts.Benchmarks;
using Harness.Reporting.Rendering;

namespace Harness.Reporting.Tests.Rendering;

public sealed class TimedBlocksTests
{
    // A neighbour makes the second repetition ten times slower for both blocks; the quotients stay.
    [Fact]
    public void A_ratio_is_taken_within_each_repetition()
    {
        var times = Find([Block("a", [4, 50, 6], [4, 30, 6]), Block("b", [1, 10, 2], [1, 10, 1])])!;

        Assert.Equal(new TimeRatio(4, 3, 5), times.Ratio("a", "b", TimedBlocks.Forward));
        Assert.Equal(new TimeRatio(4, 3, 6), times.Ratio("a", "b", TimedBlocks.Backward));
        Assert.Equal(new TimeRatio(4, 4, 4), times.Ratio("a", "b", TimedBlocks.Both));
        Assert.Equal(3, times.N);
    }

    [Fact]
    public void With_an_even_number_of_repetitions_the_median_lies_between_the_middle_two() =>
        Assert.Equal(new TimeRatio(2.5, 1, 9), Find([Block("a", [1, 2, 3, 9], [1, 1, 1, 1]), Block("b", [1, 1, 1, 1], [1, 1, 1, 1])])!.Ratio("a", "b", TimedBlocks.Forward));

    [Fact]
    public void A_benchmark_without_one_of_the_blocks_has_no_times()
    {
        Assert.Null(Find([Block("a", [1], [1])]));
        Assert.Null(TimedBlocks.Find(benchmark: null, "a"));
    }

    private static TimedBlocks? Find(IReadOnlyList<BlockTimeRecord> blocks)
    {
        var machine = SyntheticResults.Machine;
        var record = SyntheticBenchmark.Record(machine) with { Blocks = SyntheticBenchmark.Blocks(machine) with { Blocks = blocks } };
        return TimedBlocks.Find(record, "a", "b");
    }

    private static BlockTimeRecord Block(string id, double[] forward, double[] backward) => new() { Block = id, ForwardSeconds = Measured(forward), BackwardSeconds = Measured(backward) };

    // Only the values count for a ratio.
    private static RepeatedMeasurement Measured(double[] values) =>
        new() { Values = values, Median = values[0], Minimum = values.Min(), LowerQuartile = values[0], UpperQuartile = values[0], Maximum = values.Max() };
}
