using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: power.R and scipy_values.py, beside this file.</summary>
public sealed class NoncentralTTests
{
    [Theory]
    [InlineData(2, 4, 1.5, 0.381071074860447)]
    [InlineData(2.5, 1.2, 3, 0.726203985482797)]
    [InlineData(-1, 3, 0.5, 0.907878790185637)]
    [InlineData(0, 5, 1, 0.841344746068543)]
    [InlineData(6, 2, 10, 0.929954661799293)]
    [InlineData(1.96, 200, -2, 4.09418339352152e-05)]
    [InlineData(1.7, 5000, 2, 0.617927308648923)]
    [InlineData(3, 1, 0, 0.102416382349567)]
    public void Upper_tail_agrees_with_R(double t, double degreesOfFreedom, double noncentrality, double expected) =>
        Assert.Equal(expected, NoncentralT.UpperTail(t, degreesOfFreedom, noncentrality), 1e-9);

    [Theory]
    [InlineData(36.7, 5, 40, 0.6871524585093651)]
    [InlineData(60, 3, 50, 0.44469407905529584)]
    public void Upper_tail_agrees_with_SciPy_where_R_gives_up(double t, double degreesOfFreedom, double noncentrality, double expected) =>
        Assert.Equal(expected, NoncentralT.UpperTail(t, degreesOfFreedom, noncentrality), 1e-9);

    [Property]
    public bool Without_noncentrality_it_is_Students(byte t, byte degreesOfFreedom) =>
        Math.Abs(NoncentralT.UpperTail(t / 20.0, 1 + (degreesOfFreedom / 7.0), 0) - StudentT.UpperTail(t / 20.0, 1 + (degreesOfFreedom / 7.0))) < 1e-9;

    [Property]
    public bool Both_tails_together_are_certain(sbyte t, byte degreesOfFreedom, sbyte noncentrality)
    {
        var (at, freedom, ncp) = (t / 10.0, 1 + (degreesOfFreedom / 7.0), noncentrality / 10.0);
        return Math.Abs(NoncentralT.UpperTail(at, freedom, ncp) + NoncentralT.UpperTail(-at, freedom, -ncp) - 1) < 1e-9;
    }

    [Theory]
    [InlineData(double.NaN, 3, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 3, double.PositiveInfinity)]
    public void Arguments_that_are_no_numbers_and_no_degrees_of_freedom_are_refused(double t, double degreesOfFreedom, double noncentrality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NoncentralT.UpperTail(t, degreesOfFreedom, noncentrality));
}
