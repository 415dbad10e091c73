using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, section "Shares" (prop.test), beside this file.</summary>
public sealed class BinomialIntervalTests
{
    [Theory]
    [InlineData(697, 10_000, 0.95, 0.0648725908874288, 0.0748578781103755)]
    [InlineData(3, 10, 0.90, 0.126876583903198, 0.558300204130165)]
    [InlineData(0, 50, 0.95, 0, 0.0713475991333587)]
    [InlineData(50, 50, 0.95, 0.928652400866641, 1)]
    public void Wilsons_interval_agrees_with_R(int successes, int trials, double level, double low, double high)
    {
        var interval = BinomialInterval.Wilson(successes, trials, new ConfidenceLevel(level));
        Assert.Equal(low, interval.Low, 1e-9);
        Assert.Equal(high, interval.High, 1e-9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    public void Counts_that_cannot_be_are_refused(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Wilson(successes, trials, ConfidenceLevel.NinetyFive));

    [Property]
    public bool It_contains_the_share_stays_within_zero_and_one_and_mirrors_with_the_failures(ushort one, ushort other)
    {
        var trials = Math.Max(1, (int)Math.Max(one, other));
        var successes = Math.Min(one, other);
        var interval = BinomialInterval.Wilson(successes, trials, ConfidenceLevel.NinetyFive);
        var mirrored = BinomialInterval.Wilson(trials - successes, trials, ConfidenceLevel.NinetyFive);
        return interval.Contains((double)successes / trials) && interval.Low >= 0 && interval.High <= 1
            && Math.Abs(interval.Low + mirrored.High - 1) < 1e-12;
    }
}
