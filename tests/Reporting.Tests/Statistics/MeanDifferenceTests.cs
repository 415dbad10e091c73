using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, beside this file.</summary>
public sealed class MeanDifferenceTests
{
    private static readonly Sample Plain56 = new([0.7612, 0.7784, 0.7668]);
    private static readonly Sample Plain20 = new([0.5174, 0.5231, 0.5302, 0.5089]);

    [Fact]
    public void Welch_test_agrees_with_R()
    {
        var difference = new MeanDifference(Plain56, Plain20);
        Assert.Equal(0.2489, difference.Value, 1e-14);
        Assert.Equal(36.7175979991756, difference.TStatistic!.Value, 1e-10);
        Assert.Equal(4.52747021379576, difference.DegreesOfFreedom!.Value, 1e-11);
        Assert.Equal(8.85496016165397e-07, difference.PValueAgainst(0)!.Value, 1e-15);
        Assert.Equal(0.878081948745786, difference.PValueAgainst(0.25)!.Value, 1e-10);
        var interval = difference.IntervalAt(ConfidenceLevel.NinetyFive)!.Value;
        Assert.Equal(0.230913139090095, interval.Low, 1e-9);
        Assert.Equal(0.266886860909905, interval.High, 1e-9);
    }

    [Fact]
    public void Two_seeds_an_arm_agree_with_R()
    {
        var difference = new MeanDifference(new Sample([0.7612, 0.7784]), new Sample([0.5174, 0.5231]));
        Assert.Equal(27.5443346714182, difference.TStatistic!.Value, 1e-10);
        Assert.Equal(1.21702816380952, difference.DegreesOfFreedom!.Value, 1e-11);
        Assert.Equal(0.0119040460274484, difference.PValueAgainst(0)!.Value, 1e-11);
        var interval = difference.IntervalAt(ConfidenceLevel.NinetyFive)!.Value;
        Assert.Equal(0.173215283044566, interval.Low, 1e-8);
        Assert.Equal(0.325884716955434, interval.High, 1e-8);
    }

    [Fact]
    public void A_sample_without_scatter_beside_one_with_is_an_ordinary_case()
    {
        var difference = new MeanDifference(Plain56, new Sample([0.5, 0.5]));
        Assert.Equal(2, difference.DegreesOfFreedom!.Value, 1e-12);
        Assert.Equal(0.000354857557263224, difference.PValueAgainst(0)!.Value, 1e-12);
    }

    [Fact]
    public void Standardised_difference_agrees_with_the_exact_correction_in_R() =>
        Assert.Equal(23.4696994267116, new MeanDifference(Plain56, Plain20).HedgesG!.Value, 1e-9);

    [Theory]
    [InlineData(0.95, -2.183626924375059, 0.580120298458467)]
    [InlineData(0.90, -1.960323946769351, 0.359078313449553)]
    public void Interval_of_the_standardised_difference_agrees_with_R(double level, double low, double high)
    {
        // power.R, "Interval of Hedges' g".
        var difference = new MeanDifference(new Sample([0.0702, 0.0731, 0.0689, 0.0745, 0.0718]), new Sample([0.0725, 0.0741, 0.0711, 0.0768]));
        var interval = difference.HedgesGIntervalAt(new ConfidenceLevel(level))!.Value;
        Assert.Equal(low, interval.Low, 1e-7);
        Assert.Equal(high, interval.High, 1e-7);
    }

    [Fact]
    public void Interval_of_a_very_large_standardised_difference_is_found()
    {
        var interval = new MeanDifference(new Sample([0.7612, 0.7613]), new Sample([0.1, 0.1001])).HedgesGIntervalAt(ConfidenceLevel.NinetyFive)!.Value;
        Assert.True(interval.Low > 100 && interval.High > interval.Low && double.IsFinite(interval.High));
    }

    [Theory]
    [InlineData(new[] { 0.7 }, new[] { 0.5, 0.6 })]
    [InlineData(new[] { 0.7, 0.8 }, new[] { 0.5 })]
    [InlineData(new[] { 0.7, 0.7 }, new[] { 0.5, 0.5 })]
    public void One_seed_or_no_scatter_at_all_give_a_difference_and_nothing_else(double[] first, double[] second)
    {
        var difference = new MeanDifference(new Sample(first), new Sample(second));
        Assert.True(difference.Value > 0);
        Assert.Null(difference.TStatistic);
        Assert.Null(difference.DegreesOfFreedom);
        Assert.Null(difference.IntervalAt(ConfidenceLevel.NinetyFive));
        Assert.Null(difference.PValueAgainst(0));
        Assert.Null(difference.HedgesG);
        Assert.Null(difference.HedgesGIntervalAt(ConfidenceLevel.NinetyFive));
    }

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool Exchanging_the_samples_turns_the_sign_and_keeps_the_p_value(double[] first, double[] second)
    {
        var (there, back) = (new MeanDifference(new Sample(first), new Sample(second)), new MeanDifference(new Sample(second), new Sample(first)));
        return there.Value.Equals(-back.Value) && Close(there.PValueAgainst(0), back.PValueAgainst(0)) && Close(there.HedgesG, -back.HedgesG);
    }

    [Property(MaxTest = 50, Arbitrary = [typeof(ErrorSamples)])]
    public bool The_standardised_interval_mirrors_with_exchange_and_leaves_zero_out_exactly_where_the_pooled_test_rejects(double[] first, double[] second)
    {
        var (one, other) = (new Sample(first), new Sample(second));
        if (new MeanDifference(one, other).HedgesGIntervalAt(ConfidenceLevel.NinetyFive) is not { } interval)
        {
            return one.Variance + other.Variance == 0;
        }

        var mirrored = new MeanDifference(other, one).HedgesGIntervalAt(ConfidenceLevel.NinetyFive)!.Value;
        var freedom = one.N + other.N - 2;
        var pooled = (((one.N - 1) * one.Variance!.Value) + ((other.N - 1) * other.Variance!.Value)) / freedom;
        var p = StudentT.TwoTails((one.Mean - other.Mean) / Math.Sqrt(pooled * ((1.0 / one.N) + (1.0 / other.N))), freedom);
        return Math.Abs(interval.Low + mirrored.High) < 1e-7 * (1 + Math.Abs(interval.Low)) && (Math.Abs(p - 0.05) < 1e-7 || interval.Contains(0) == p > 0.05);
    }

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool The_p_value_is_below_five_percent_exactly_where_the_interval_leaves_the_value_out(double[] first, double[] second)
    {
        var difference = new MeanDifference(new Sample(first), new Sample(second));
        return difference.IntervalAt(ConfidenceLevel.NinetyFive) is not { } interval
            || Math.Abs(difference.PValueAgainst(0)!.Value - 0.05) < 1e-9
            || interval.Contains(0) == difference.PValueAgainst(0) > 0.05;
    }

    private static bool Close(double? one, double? other) => one is null ? other is null : Math.Abs(one.Value - other!.Value) <= 1e-12 * Math.Max(1, Math.Abs(one.Value));
}
