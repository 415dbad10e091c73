using Harness.Contracts.Benchmarks;

namespace Harness.Reporting.Rendering;

/// <summary>How one block's time relates to another's: the median and the range of the quotients within each repetition, in which a noisy neighbour disturbed both.</summary>
internal readonly record struct TimeRatio(double Median, double Low, double High);

/// <summary>The measured times of the blocks of the bottleneck comparison.</summary>
internal sealed class TimedBlocks
{
    private readonly Dictionary<string, BlockTimeRecord> _byId;

    private TimedBlocks(BlockTimesRecord record)
    {
        Record = record;
        _byId = record.Blocks.ToDictionary(block => block.Block);
    }

    public BlockTimesRecord Record { get; }

    /// <summary>Repetitions.</summary>
    public int N => Record.Blocks.Min(block => block.ForwardSeconds.Values.Count);

    /// <returns>Null where one of <paramref name="blocks"/> was not timed.</returns>
    public static TimedBlocks? Find(BenchmarkRecord? benchmark, params string[] blocks) =>
        benchmark?.Blocks is { } record && blocks.All(id => record.Blocks.Any(block => block.Block == id)) ? new TimedBlocks(record) : null;

    public BlockTimeRecord this[string block] => _byId[block];

    /// <summary>Seconds a batch of <paramref name="block"/> by those of <paramref name="other"/>.</summary>
    /// <param name="time">Which time of a block, by repetition.</param>
    public TimeRatio Ratio(string block, string other, Func<BlockTimeRecord, IReadOnlyList<double>> time)
    {
        double[] ratios = [.. time(this[block]).Zip(time(this[other]), (one, another) => one / another).Order()];
        return new TimeRatio((ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2, ratios[0], ratios[^1]);
    }

    public static IReadOnlyList<double> Forward(BlockTimeRecord block) => block.ForwardSeconds.Values;

    public static IReadOnlyList<double> Backward(BlockTimeRecord block) => block.BackwardSeconds.Values;

    /// <summary>Forward and backward pass together, by repetition.</summary>
    public static IReadOnlyList<double> Both(BlockTimeRecord block) => [.. block.ForwardSeconds.Values.Zip(block.BackwardSeconds.Values, (forward, backward) => forward + backward)];
}
