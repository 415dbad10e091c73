using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: the trend examples of ../Judgement/verdicts.R, where the sums are written out.</summary>
public sealed class LinearContrastTests
{
    // least-squares slope against log2 of 20, 32, 44, 56: verdicts.R.
    private static readonly double[] Slope = [-0.667659727099, -0.119073245774, 0.252624760260, 0.534108212613];

    [Fact]
    public void A_slope_over_four_samples_is_as_R_computes_it()
    {
        double[][] errors = [[0.012, 0.023], [0.034, 0.015], [0.025, 0.013], [0.022, 0.030]];
        var contrast = new LinearContrast([.. Slope.Zip(errors, (coefficient, values) => new ContrastTerm(coefficient, new Sample(values)))]);
        Assert.Equal(2.231506, contrast.DegreesOfFreedom!.Value, 1e-5);
        Assert.Equal(0.23196165, contrast.PValueOfAtMost(0)!.Value, 1e-7);
        Assert.Equal(0.76803835, contrast.PValueOfAtLeast(0)!.Value, 1e-7);
        Assert.Equal(0.46392329, contrast.PValueAgainst(0)!.Value, 1e-7);
    }

    [Fact]
    public void One_sample_with_the_coefficient_one_is_students_test()
    {
        var sample = new Sample([0.0702, 0.0731, 0.0689, 0.0745, 0.0718]);
        var contrast = new LinearContrast([new ContrastTerm(1, sample)]);
        Assert.Equal(4, contrast.DegreesOfFreedom!.Value, 1e-12);
        Assert.Equal(sample.MeanInterval(ConfidenceLevel.NinetyFive)!.Value.Low, contrast.IntervalAt(ConfidenceLevel.NinetyFive)!.Value.Low, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 0.3 }, new[] { 0.1, 0.2 })]
    [InlineData(new[] { 0.3, 0.3 }, new[] { 0.1, 0.1 })]
    public void Without_known_scatter_there_is_a_value_and_no_test(double[] first, double[] second)
    {
        var contrast = LinearContrast.Difference(new Sample(first), new Sample(second));
        Assert.True(contrast.Value > 0);
        Assert.Null(contrast.StandardError);
        Assert.Null(contrast.DegreesOfFreedom);
        Assert.Null(contrast.IntervalAt(ConfidenceLevel.NinetyFive));
        Assert.Null(contrast.PValueAgainst(0));
        Assert.Null(contrast.PValueOfAtMost(0));
        Assert.Null(contrast.PValueOfAtLeast(0));
    }

    [Fact]
    public void A_sample_without_scatter_beside_one_with_is_an_ordinary_case() =>
        Assert.Equal(1, LinearContrast.Difference(new Sample([0.3, 0.3, 0.3]), new Sample([0.1, 0.2])).DegreesOfFreedom!.Value, 1e-12);

    [Property]
    public Property A_factor_on_all_coefficients_scales_the_estimate_and_leaves_the_test() => Prop.ForAll(Samples(), samples =>
    {
        var one = new LinearContrast([.. samples.Select((sample, index) => new ContrastTerm(index - 1.5, sample))]);
        var three = new LinearContrast([.. samples.Select((sample, index) => new ContrastTerm(3 * (index - 1.5), sample))]);
        return Near(3 * one.Value, three.Value) && Near(3 * one.StandardError!.Value, three.StandardError!.Value)
            && Near(one.DegreesOfFreedom!.Value, three.DegreesOfFreedom!.Value) && Near(one.PValueAgainst(0)!.Value, three.PValueAgainst(0)!.Value);
    });

    [Property]
    public Property The_two_one_sided_p_values_are_each_others_complement() => Prop.ForAll(Samples(), samples =>
    {
        var contrast = LinearContrast.Difference(samples[0], samples[1]);
        return Near(1, contrast.PValueOfAtMost(0.01)!.Value + contrast.PValueOfAtLeast(0.01)!.Value);
    });

    [Property]
    public Property Degrees_of_freedom_lie_between_the_smallest_samples_and_the_sum() => Prop.ForAll(Samples(), samples =>
    {
        var freedom = new LinearContrast([.. samples.Select(sample => new ContrastTerm(1, sample))]).DegreesOfFreedom!.Value;
        return freedom >= samples.Min(sample => sample.N - 1) - 1e-9 && freedom <= samples.Sum(sample => sample.N - 1) + 1e-9;
    });

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-9 * (1 + Math.Abs(expected));

    /// <summary>Three samples of two to eight distinct shares.</summary>
    private static Arbitrary<Sample[]> Samples() =>
        (from sizes in Gen.ArrayOf(Gen.Choose(2, 8), 3)
         from values in Gen.ArrayOf(Gen.Choose(0, 10_000), 24)
         select sizes.Select((size, index) => new Sample([.. Enumerable.Range(0, size).Select(item => (values[(8 * index) + item] + (0.37 * item)) / 10_003)])).ToArray())
        .Where(samples => samples.All(sample => sample.Variance > 1e-12))
        .ToArbitrary();
}
