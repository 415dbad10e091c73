using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, beside this file.</summary>
public sealed class SampleTests
{
    private static readonly Sample Plain20 = new([0.5174, 0.5231, 0.5302, 0.5089]);

    [Fact]
    public void Mean_and_deviation_agree_with_R()
    {
        Assert.Equal(0.5199, Plain20.Mean, 1e-14);
        Assert.Equal(0.00901073433929407, Plain20.StandardDeviation!.Value, 1e-14);
    }

    [Theory]
    [InlineData(0.95, 0.50556191089701, 0.53423808910299)]
    [InlineData(0.90, 0.509297233642596, 0.530502766357404)]
    public void Interval_agrees_with_R(double level, double low, double high)
    {
        var interval = Plain20.MeanInterval(new ConfidenceLevel(level))!.Value;
        Assert.Equal(low, interval.Low, 1e-10);
        Assert.Equal(high, interval.High, 1e-10);
    }

    [Fact]
    public void Two_seeds_give_a_wide_interval_as_in_R()
    {
        var interval = new Sample([0.7612, 0.7784]).MeanInterval(ConfidenceLevel.NinetyFive)!.Value;
        Assert.Equal(0.660526639268898, interval.Low, 1e-10);
        Assert.Equal(0.879073360731102, interval.High, 1e-10);
    }

    [Fact]
    public void One_seed_has_neither_deviation_nor_interval()
    {
        var one = new Sample([0.5]);
        Assert.Null(one.StandardDeviation);
        Assert.Null(one.MeanInterval(ConfidenceLevel.NinetyFive));
    }

    [Fact]
    public void Equal_values_have_no_scatter_even_where_their_sum_is_inexact()
    {
        var equal = new Sample([0.1, 0.1, 0.1]);
        Assert.Equal(0, equal.StandardDeviation);
        Assert.Equal(new Interval(0.1, 0.1), equal.MeanInterval(ConfidenceLevel.NinetyFive));
    }

    [Fact]
    public void Empty_samples_and_values_that_are_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Sample([]));
        Assert.Throws<ArgumentException>(() => new Sample([0.5, double.NaN]));
    }

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool Interval_contains_the_mean_and_widens_with_the_level(double[] values)
    {
        var sample = new Sample(values);
        var (narrow, wide) = (sample.MeanInterval(new ConfidenceLevel(0.8))!.Value, sample.MeanInterval(new ConfidenceLevel(0.99))!.Value);
        return narrow.Contains(sample.Mean) && wide.Low <= narrow.Low && narrow.High <= wide.High;
    }

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool Interval_moves_and_stretches_with_the_values(double[] values)
    {
        var before = new Sample(values).MeanInterval(ConfidenceLevel.NinetyFive)!.Value;
        var after = new Sample([.. values.Select(value => (3 * value) + 1)]).MeanInterval(ConfidenceLevel.NinetyFive)!.Value;
        return Math.Abs(after.Low - ((3 * before.Low) + 1)) < 1e-9 && Math.Abs(after.High - ((3 * before.High) + 1)) < 1e-9;
    }
}
