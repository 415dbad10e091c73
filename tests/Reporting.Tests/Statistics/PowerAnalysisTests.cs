using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: power.R, beside this file. SimulationTests compares the powers with what the tests do.</summary>
public sealed class PowerAnalysisTests
{
    [Fact]
    public void One_sided_power_of_one_sample_agrees_with_R() =>
        Assert.Equal(0.741461980240928, PowerAnalysis.OneSided(0.01, 0.008 / Math.Sqrt(5), 4, 0.05), 1e-8);

    [Theory]
    [InlineData(3, 0.01, 0.008, 0.05, 0.355548776107751)]
    [InlineData(10, 0.002, 0.004, 0.025, 0.183837529566776)]
    public void One_sided_power_of_two_samples_agrees_with_R(int n, double distance, double deviation, double significance, double expected) =>
        Assert.Equal(expected, PowerAnalysis.OneSided(distance, deviation * Math.Sqrt(2.0 / n), (2 * n) - 2, significance), 1e-8);

    [Theory]
    [InlineData(1.5, 1, 5, 1, 5, 0.05, 0.681901261100759)]
    [InlineData(1.5, 1, 10, 1, 10, 0.05, 0.941733216558472)]
    [InlineData(4, 3, 3, 1, 3, 0.05, 0.478409870178962)]
    [InlineData(1, 1, 4, 2, 9, 0.025, 0.182830273904528)]
    [InlineData(0, 1, 5, 1, 5, 0.05, 0.0464007256000065)]
    public void One_sided_power_of_Welchs_test_agrees_with_a_double_integral_in_R(
        double distance, double firstDeviation, int firstN, double secondDeviation, int secondN, double significance, double expected) =>
        Assert.Equal(expected, PowerAnalysis.OneSidedWelch(distance, firstDeviation, firstN, secondDeviation, secondN, significance), 1e-7);

    [Theory]
    [InlineData(3, 1, 0.0351210814067343)]
    [InlineData(3, 3, 0.0517059121283955)]
    [InlineData(5, 1, 0.0441833008192752)]
    [InlineData(5, 3, 0.0527083849851147)]
    [InlineData(10, 1, 0.0485499176559407)]
    [InlineData(10, 3, 0.0508378621141261)]
    public void Welchs_two_sided_level_agrees_with_a_double_integral_in_R_and_is_exceeded_by_little(int n, double spread, double expected)
    {
        var level = 2 * PowerAnalysis.OneSidedWelch(0, spread, n, 1, n, 0.025);
        Assert.Equal(expected, level, 1e-7);
        Assert.InRange(level, 0.03, 0.055);
    }

    [Fact]
    public void Welchs_power_nears_the_pooled_one_as_seeds_grow() =>
        Assert.Equal(PowerAnalysis.OneSided(0.1, Math.Sqrt(2.0 / 1000), 1998, 0.05), PowerAnalysis.OneSidedWelch(0.1, 1, 1000, 1, 1000, 0.05), 1e-5);

    [Property(MaxTest = 10)]
    public bool Welchs_power_keeps_under_exchange_and_scale_and_rises_with_distance(byte first, byte second, byte distance)
    {
        var (one, other, beyond) = ((first % 10) + 2, (second % 10) + 2, distance / 100.0);
        var power = PowerAnalysis.OneSidedWelch(beyond, 1, one, 2, other, 0.05);
        return Math.Abs(power - PowerAnalysis.OneSidedWelch(beyond, 2, other, 1, one, 0.05)) < 1e-8
            && Math.Abs(power - PowerAnalysis.OneSidedWelch(3 * beyond, 3, one, 6, other, 0.05)) < 1e-8
            && PowerAnalysis.OneSidedWelch(beyond + 0.1, 1, one, 2, other, 0.05) > power - 1e-9;
    }

    [Theory]
    [InlineData(0, 2, 1, 2)]
    [InlineData(1, 1, 1, 2)]
    [InlineData(1, 2, double.NaN, 2)]
    [InlineData(1, 2, 1, 1)]
    public void Welchs_power_without_scatter_or_with_one_seed_is_refused(double firstDeviation, int firstN, double secondDeviation, int secondN) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.OneSidedWelch(1, firstDeviation, firstN, secondDeviation, secondN, 0.05));

    [Theory]
    [InlineData(0, 0.01, 0.003, 4, 0.05, 0.728405293039947)]
    [InlineData(0.004, 0.01, 0.003, 4, 0.05, 0.492309696959463)]
    [InlineData(-0.004, 0.01, 0.003, 4, 0.05, 0.492309696959463)]
    [InlineData(0.002, 0.005, 0.0025, 8, 0.025, 0.0702843780935991)]
    [InlineData(0.01, 0.01, 0.003, 4, 0.05, 0.0499722054558991)]
    [InlineData(0, 0.004, 0.003, 2, 0.05, 0.0638814574871174)]
    [InlineData(0, 0.01, 0.002, 1.3, 0.05, 0.639530314287557)]
    public void Equivalence_power_agrees_with_an_integral_in_R(
        double offCentre, double margin, double standardError, double degreesOfFreedom, double significance, double expected) =>
        Assert.Equal(expected, PowerAnalysis.Equivalence(offCentre, margin, standardError, degreesOfFreedom, significance), 1e-8);

    [Fact]
    public void Seeds_for_a_power_agree_with_R()
    {
        Assert.Equal(14, PowerAnalysis.SeedsFor(n => PowerAnalysis.OneSided(0.004, 0.004 * Math.Sqrt(2.0 / n), (2 * n) - 2, 0.05), 2));
        Assert.Equal(27, PowerAnalysis.SeedsFor(n => PowerAnalysis.OneSided(0.002, 0.004 / Math.Sqrt(n), n - 1, 0.05), 2));
    }

    [Fact]
    public void Seeds_are_searched_from_the_minimum_to_the_maximum()
    {
        Assert.Equal(5, PowerAnalysis.SeedsFor(_ => 0.9, minimum: 5));
        Assert.Equal(1000, PowerAnalysis.SeedsFor(n => n / 1250.0, minimum: 2));
        Assert.Equal(7, PowerAnalysis.SeedsFor(n => n / 10.0, minimum: 2, maximum: 7, target: 0.7));
        Assert.Null(PowerAnalysis.SeedsFor(n => n / 10.0, minimum: 2, maximum: 6, target: 0.7));
        Assert.Null(PowerAnalysis.SeedsFor(_ => double.NaN, minimum: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.SeedsFor(_ => 1, minimum: 7, maximum: 6));
    }

    [Property]
    public bool Seeds_found_are_enough_and_one_fewer_is_not(byte needed)
    {
        var found = PowerAnalysis.SeedsFor(n => n >= needed ? 0.8 : 0.79, minimum: 2);
        return found == Math.Max(2, (int)needed);
    }

    [Property(MaxTest = 50)]
    public bool Power_is_the_significance_on_the_limit_and_rises_with_distance_and_with_seeds(byte distance, byte seeds)
    {
        var (beyond, n) = ((distance + 1) / 50.0, seeds + 2);
        return Math.Abs(Power(0, n) - 0.05) < 1e-9 && Power(beyond, n) > Power(beyond / 2, n) - 1e-12 && Power(-beyond, n) < 0.05
            && Power(beyond, n + 1) > Power(beyond, n) - 1e-12;

        static double Power(double distance, int n) => PowerAnalysis.OneSided(distance, 1 / Math.Sqrt(n), n - 1, 0.05);
    }

    [Property(MaxTest = 50)]
    public bool Equivalence_is_most_probable_in_the_middle_and_at_most_the_significance_on_and_beyond_the_margin(byte off, byte margin, byte freedom)
    {
        var (limit, degrees) = ((margin + 1) / 25.0, 1 + (freedom / 5.0));
        var inside = limit * off / 256;
        return Power(0) >= Power(inside) - 1e-12 && Power(inside) >= Power(limit) - 1e-12 && Power(limit) <= 0.05 + 1e-9
            && Math.Abs(Power(inside) - Power(-inside)) < 1e-12 && Power(limit + 20) < 1e-9;

        double Power(double offCentre) => PowerAnalysis.Equivalence(offCentre, limit, 1, degrees, 0.05);
    }

    [Fact]
    public void A_margin_far_narrower_than_the_standard_error_leaves_no_power() =>
        Assert.InRange(PowerAnalysis.Equivalence(0, 1e-6, 1, 50, 0.05), 0, 1e-12);

    [Theory]
    [InlineData(0.01, 0, 4, 0.05)]
    [InlineData(0.01, 0.003, 0, 0.05)]
    [InlineData(0.01, 0.003, 4, 0)]
    [InlineData(0.01, 0.003, 4, 0.5)]
    [InlineData(double.NaN, 0.003, 4, 0.05)]
    [InlineData(0.01, double.NaN, 4, 0.05)]
    public void No_scatter_one_seed_and_numbers_that_are_none_are_refused(double off, double standardError, double degreesOfFreedom, double significance)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.OneSided(off, standardError, degreesOfFreedom, significance));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.Equivalence(off, 0.01, standardError, degreesOfFreedom, significance));
    }

    [Fact]
    public void Equivalence_within_no_margin_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.Equivalence(0, 0, 0.003, 4, 0.05));
}
