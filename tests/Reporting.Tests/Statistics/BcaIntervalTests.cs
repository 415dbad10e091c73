using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>
/// Expected limits: bootstrap.R (R's boot, 99,999 resamples, influences weighted by 1/n) and scipy_values.py, beside this file. Tolerances:
/// four standard deviations of a limit from 9,999 resamples, as bootstrap.R measures them.
/// </summary>
public sealed class BcaIntervalTests
{
    private static readonly Sample X = new([0.0702, 0.0731, 0.0689, 0.0745, 0.0718, 0.0790, 0.0705, 0.0699]);
    private static readonly Sample Y = new([0.0725, 0.0741, 0.0711, 0.0768, 0.0722, 0.0733, 0.0719, 0.0801]);

    [Fact]
    public void Eight_and_eight_values_agree_with_R_and_SciPy()
    {
        var interval = BcaInterval.OfDifference(X, Y, ConfidenceLevel.NinetyFive)!.Value;
        // R: -0.0045875, 0.0012000; SciPy: -0.0046000, 0.0012125.
        Assert.Equal(-0.0045875, interval.Low, 0.00021);
        Assert.Equal(0.0012000, interval.High, 0.00019);
    }

    [Fact]
    public void Skewed_samples_of_unequal_size_agree_with_R_and_SciPy()
    {
        var (u, v) = (new Sample([0.12, 0.31, 0.24, 0.28, 0.19, 0.33, 0.97]), new Sample([0.21, 0.35, 0.38, 0.30, 0.41]));
        var interval = BcaInterval.OfDifference(u, v, new ConfidenceLevel(0.90))!.Value;
        // R: -0.1068571, 0.2777143; SciPy: -0.1057143, 0.278.
        Assert.Equal(-0.1068571, interval.Low, 0.006);
        Assert.Equal(0.2777143, interval.High, 0.02);
    }

    [Fact]
    public void The_same_values_give_the_same_bits() =>
        Assert.Equal(BcaInterval.OfDifference(X, Y, ConfidenceLevel.NinetyFive), BcaInterval.OfDifference(X, Y, ConfidenceLevel.NinetyFive));

    [Theory]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 0.1, 0.2, 0.3, 0.4 })]
    [InlineData(new[] { 0.1, 0.2, 0.3, 0.4 }, new[] { 0.1 })]
    [InlineData(new[] { 0.1, 0.2, 0.3, 0.4 }, new[] { 0.5, 0.5, 0.5, 0.5 })]
    public void Fewer_than_four_values_or_no_scatter_give_no_interval(double[] first, double[] second) =>
        Assert.Null(BcaInterval.OfDifference(new Sample(first), new Sample(second), ConfidenceLevel.NinetyFive));

    [Property(MaxTest = 25, Arbitrary = [typeof(ErrorSamples)])]
    public bool It_moves_and_stretches_with_the_values_and_widens_with_the_level(double[] first, double[] second)
    {
        var (one, other) = (new Sample(first), new Sample(second));
        if (BcaInterval.OfDifference(one, other, ConfidenceLevel.NinetyFive) is not { } interval)
        {
            return one.N < 4 || other.N < 4 || one.Variance == 0 || other.Variance == 0;
        }

        var moved = BcaInterval.OfDifference(Moved(one), new Sample([.. other.Values.Select(value => 3 * value)]), ConfidenceLevel.NinetyFive)!.Value;
        var wide = BcaInterval.OfDifference(one, other, new ConfidenceLevel(0.99))!.Value;
        return Math.Abs(moved.Low - ((3 * interval.Low) + 1)) < 1e-9 && Math.Abs(moved.High - ((3 * interval.High) + 1)) < 1e-9
            && interval.Low < interval.High && wide.Low <= interval.Low && interval.High <= wide.High;
    }

    private static Sample Moved(Sample sample) => new([.. sample.Values.Select(value => (3 * value) + 1)]);
}
