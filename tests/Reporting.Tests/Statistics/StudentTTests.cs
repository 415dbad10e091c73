using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, beside this file.</summary>
public sealed class StudentTTests
{
    [Fact]
    public void Small_tail_probabilities_keep_their_digits() => Assert.Equal(4.38322055468651e-06, StudentT.UpperTail(40, 3.5), 1e-14);

    [Fact]
    public void Quantiles_are_known_at_fractional_degrees_of_freedom() =>
        Assert.Equal(8.64882651074887, StudentT.TwoSidedQuantile(ConfidenceLevel.NinetyFive, 1.2), 1e-7);

    [Fact]
    public void Two_tails_at_zero_are_certain() => Assert.Equal(1, StudentT.TwoTails(0, 3), 1e-15);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(95.0)]
    [InlineData(double.NaN)]
    public void A_confidence_level_outside_zero_and_one_is_refused(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfidenceLevel(level));
}
