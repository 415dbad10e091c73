using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, section "Two classifiers, same images" (binom.test; the interval by matrix algebra), beside this file.</summary>
public sealed class McNemarTests
{
    [Theory]
    [InlineData(40, 25, 0.0816815339415403)]
    [InlineData(3, 14, 0.012725830078125)]
    [InlineData(8, 8, 1)]
    public void Exact_p_value_agrees_with_R(int onlyFirstWrong, int onlySecondWrong, double expected) =>
        Assert.Equal(expected, new McNemar(onlyFirstWrong, onlySecondWrong, 10_000).PValue, 1e-12);

    [Theory]
    [InlineData(40, 25, 10_000, 0.95, 0.0015, -9.19924891077083e-05, 3.09139260908371e-03)]
    [InlineData(3, 14, 100, 0.90, -0.11, -0.1739671287478317, -0.0417191457619722)]
    [InlineData(0, 0, 10_000, 0.95, 0, -0.000195957207012603, 0.000195957207012603)]
    public void Difference_and_interval_agree_with_R(int b, int c, int images, double level, double difference, double low, double high)
    {
        var test = new McNemar(b, c, images);
        Assert.Equal(difference, test.Difference, 1e-15);
        Assert.Equal(low, test.IntervalAt(new ConfidenceLevel(level)).Low, 1e-10);
        Assert.Equal(high, test.IntervalAt(new ConfidenceLevel(level)).High, 1e-10);
    }

    [Fact]
    public void Classifiers_that_never_disagree_are_not_told_apart() => Assert.Equal(1, new McNemar(0, 0, 1).PValue);

    [Fact]
    public void The_interval_ends_at_one_where_every_image_disagrees() => Assert.Equal(1, new McNemar(1, 0, 1).IntervalAt(ConfidenceLevel.NinetyFive).High);

    [Theory]
    [InlineData(-1, 0, 10)]
    [InlineData(0, -1, 10)]
    [InlineData(6, 5, 10)]
    [InlineData(0, 0, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 10)]
    public void Counts_that_cannot_be_are_refused(int onlyFirstWrong, int onlySecondWrong, int images) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new McNemar(onlyFirstWrong, onlySecondWrong, images));

    [Property]
    public bool Exchanging_the_classifiers_turns_the_sign_and_keeps_the_p_value(byte b, byte c)
    {
        var (there, back) = (new McNemar(b, c, 10_000), new McNemar(c, b, 10_000));
        var (interval, mirrored) = (there.IntervalAt(ConfidenceLevel.NinetyFive), back.IntervalAt(ConfidenceLevel.NinetyFive));
        return there.Difference.Equals(-back.Difference) && there.PValue.Equals(back.PValue) && there.PValue is > 0 and <= 1
            && Math.Abs(interval.Low + mirrored.High) < 1e-15 && interval.Contains(there.Difference);
    }
}
