using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, section "Middle half" (mean(trim = 0.25) of the values each four times), beside this file; SciPy's trim_mean agrees.</summary>
public sealed class InterquartileMeanTests
{
    [Theory]
    [InlineData(new double[] { 3, 1, 4, 1, 5, 9, 2, 6 }, 3.5)]
    [InlineData(new[] { 0.0702, 0.0731, 0.0689, 0.0745, 0.0718 }, 0.07171)]
    [InlineData(new[] { 0.7612, 0.7784, 0.7668 }, 0.7678)]
    [InlineData(new[] { 0.1, 0.2, 0.4, 0.5, 0.9, 1.0 }, 0.483333333333333)]
    public void The_middle_half_agrees_with_R_and_SciPy(double[] values, double expected) =>
        Assert.Equal(expected, InterquartileMean.Of(new Sample(values)), 1e-14);

    [Theory]
    [InlineData(new[] { 0.3 }, 0.3)]
    [InlineData(new[] { 0.1, 0.3 }, 0.2)]
    [InlineData(new[] { 0.1, 0.1, 0.1 }, 0.1)]
    public void One_value_two_values_and_equal_values_give_the_mean(double[] values, double expected) =>
        Assert.Equal(expected, InterquartileMean.Of(new Sample(values)), 1e-15);

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool It_lies_among_the_values_moves_and_stretches_with_them_and_does_not_see_their_order(double[] values)
    {
        var mean = InterquartileMean.Of(new Sample(values));
        var moved = InterquartileMean.Of(new Sample([.. values.Select(value => (3 * value) + 1)]));
        return mean >= values.Min() - 1e-15 && mean <= values.Max() + 1e-15 && Math.Abs(moved - ((3 * mean) + 1)) < 1e-12
            && InterquartileMean.Of(new Sample([.. values.Reverse()])).Equals(mean);
    }

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool The_largest_of_four_or_more_values_does_not_count(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length < 4 || Math.Abs(InterquartileMean.Of(new Sample(sorted)) - InterquartileMean.Of(new Sample([.. sorted[..^1], 1000]))) < 1e-12;
    }
}
