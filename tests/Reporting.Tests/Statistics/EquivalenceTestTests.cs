using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, beside this file.</summary>
public sealed class EquivalenceTestTests
{
    [Fact]
    public void Five_seeds_near_a_published_error_agree_with_R()
    {
        var test = new EquivalenceTest(new Sample([0.0702, 0.0731, 0.0689, 0.0745, 0.0718]), published: 0.0697, margin: 0.01, significance: 0.05);
        Assert.Equal(0.000655667705817495, test.PValue!.Value, 1e-12);
        Assert.Equal(0.90, test.Level.Value, 1e-15);
        Assert.Equal(-0.000126510490632339, test.Interval!.Value.Low, 1e-10);
        Assert.Equal(0.004126510490632342, test.Interval!.Value.High, 1e-10);
    }

    [Theory]
    [InlineData(new[] { 0.07 })]
    [InlineData(new[] { 0.07, 0.07 })]
    public void One_seed_or_no_scatter_give_no_interval(double[] values)
    {
        var test = new EquivalenceTest(new Sample(values), published: 0.0697, margin: 0.01, significance: 0.05);
        Assert.Null(test.Interval);
        Assert.Null(test.PValue);
    }
}
