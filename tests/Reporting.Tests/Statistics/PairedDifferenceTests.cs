using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, section "Pairs", beside this file.</summary>
public sealed class PairedDifferenceTests
{
    private static readonly double[] First = [0.0702, 0.0731, 0.0689, 0.0745, 0.0718];
    private static readonly double[] Second = [0.0725, 0.0741, 0.0711, 0.0768, 0.0722];

    [Fact]
    public void Five_pairs_agree_with_R()
    {
        var paired = new PairedDifference(First, Second);
        Assert.Equal(-0.00164, paired.Value, 1e-15);
        Assert.Equal(0.000395727178748187, paired.StandardError!.Value, 1e-15);
        Assert.Equal(-4.144269304898005, paired.TStatistic!.Value, 1e-10);
        Assert.Equal(4, paired.DegreesOfFreedom);
        Assert.Equal(0.014326756906293224, paired.PValueAgainst(0)!.Value, 1e-11);
        Assert.Equal(0.181126770609656, paired.PValueAgainst(-0.001)!.Value, 1e-11);
        Assert.Equal(-0.002738714788429132, paired.IntervalAt(ConfidenceLevel.NinetyFive)!.Value.Low, 1e-10);
        Assert.Equal(-0.000541285211570861, paired.IntervalAt(ConfidenceLevel.NinetyFive)!.Value.High, 1e-10);
        Assert.Equal(0.920684402109423, paired.Correlation!.Value, 1e-12);
        Assert.Equal(-1.47877816214004, paired.HedgesGz!.Value, 1e-11);
    }

    [Theory]
    [InlineData(new[] { 0.3 }, new[] { 0.1 })]
    // 0.3 - 0.1 and 0.4 - 0.2 differ in their last bit.
    [InlineData(new[] { 0.3, 0.4, 0.9 }, new[] { 0.1, 0.2, 0.7 })]
    [InlineData(new[] { 0.3, 0.3 }, new[] { 0.1, 0.1 })]
    public void One_pair_or_the_same_difference_throughout_give_a_difference_and_no_test(double[] first, double[] second)
    {
        var paired = new PairedDifference(first, second);
        Assert.Equal(0.2, paired.Value, 1e-15);
        Assert.Null(paired.StandardError);
        Assert.Null(paired.DegreesOfFreedom);
        Assert.Null(paired.TStatistic);
        Assert.Null(paired.PValueAgainst(0));
        Assert.Null(paired.IntervalAt(ConfidenceLevel.NinetyFive));
        Assert.Null(paired.HedgesGz);
    }

    [Fact]
    public void A_side_without_scatter_has_no_correlation_and_still_a_test()
    {
        var paired = new PairedDifference([0.1, 0.2, 0.4], [0.3, 0.3, 0.3]);
        Assert.Null(paired.Correlation);
        Assert.NotNull(paired.PValueAgainst(0));
    }

    [Fact]
    public void Two_pairs_have_a_test_and_no_standardised_difference()
    {
        var paired = new PairedDifference([0.1, 0.2], [0.3, 0.5]);
        Assert.Equal(1, paired.DegreesOfFreedom);
        Assert.NotNull(paired.PValueAgainst(0));
        Assert.Null(paired.HedgesGz);
        Assert.Equal(1, paired.Correlation!.Value, 1e-12);
    }

    [Fact]
    public void Unequal_lengths_and_values_that_are_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PairedDifference([0.1, 0.2], [0.3]));
        Assert.Throws<ArgumentException>(() => new PairedDifference([], []));
        Assert.Throws<ArgumentException>(() => new PairedDifference([0.1, double.NaN], [0.3, 0.4]));
        Assert.Throws<ArgumentException>(() => new PairedDifference([double.PositiveInfinity], [double.PositiveInfinity]));
    }

    [Property]
    public Property Exchanging_the_sides_turns_the_sign_and_keeps_the_p_value() => Prop.ForAll(ErrorSamples.Pairs(), pair =>
    {
        var (there, back) = (new PairedDifference(pair.First, pair.Second), new PairedDifference(pair.Second, pair.First));
        return there.Value.Equals(-back.Value) && there.PValueAgainst(0).Equals(back.PValueAgainst(0))
            && Nullable.Equals(there.HedgesGz, -back.HedgesGz) && Math.Abs((there.Correlation - back.Correlation) ?? 0) < 1e-12;
    });

    [Property]
    public Property It_is_the_one_sample_test_of_the_differences_and_does_not_see_a_common_shift_or_scale() => Prop.ForAll(ErrorSamples.Pairs(), pair =>
    {
        var paired = new PairedDifference(pair.First, pair.Second);
        var moved = new PairedDifference([.. pair.First.Select(value => (2 * value) + 1)], [.. pair.Second.Select(value => (2 * value) + 1)]);
        var interval = new Sample([.. pair.First.Zip(pair.Second, (a, b) => a - b)]).MeanInterval(ConfidenceLevel.NinetyFive)!.Value;
        return paired.StandardError is null
            || (paired.IntervalAt(ConfidenceLevel.NinetyFive) == interval && Math.Abs(moved.PValueAgainst(0)!.Value - paired.PValueAgainst(0)!.Value) < 1e-9
                && Math.Abs(moved.Value - (2 * paired.Value)) < 1e-12);
    });
}
