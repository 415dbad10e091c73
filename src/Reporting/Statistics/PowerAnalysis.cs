using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Harness.Reporting.Statistics;

/// <summary>
/// How probable it is that a planned test will decide, from an assumed scatter. Compared with R's <c>power.t.test</c>, with numerical
/// integration in R and with simulation.
/// </summary>
/// <remarks>
/// Normal values, and a standard error estimated with the stated degrees of freedom: exact for one sample, for pairs and for two samples
/// with a pooled variance. Welch's test estimates its degrees of freedom too, which costs power at few seeds (at 5 + 5 about 2 points of
/// 70 %): <see cref="OneSidedWelch"/> is exact for it. No scatter or no degrees of freedom (one seed) are refused: there is nothing to plan with.
/// </remarks>
internal static class PowerAnalysis
{
    /// <summary>
    /// The probability that a t test at one-sided <paramref name="significance"/> finds an estimate to lie beyond a limit when the true value
    /// lies <paramref name="distance"/> beyond it: the tail of the noncentral t distribution above the critical value, at noncentrality
    /// distance / standard error.
    /// </summary>
    /// <param name="distance">In units of the estimate; negative where the true value lies on the near side; at 0 the power is the significance.</param>
    /// <param name="standardError">Of the estimate, above 0.</param>
    /// <param name="degreesOfFreedom">Of the standard error, above 0.</param>
    /// <param name="significance">In (0, 0.5).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range or not a number.</exception>
    public static double OneSided(double distance, double standardError, double degreesOfFreedom, double significance)
    {
        RequireAboveZero(standardError, nameof(standardError));
        return NoncentralT.UpperTail(CriticalValue(degreesOfFreedom, significance), degreesOfFreedom, distance / standardError);
    }

    /// <summary>
    /// <see cref="OneSided"/> for Welch's test of two independent samples, whatever their deviations. With r the first's share of the two
    /// chi-squared sums of squares, r is independent of their total and the statistic given r is a scaled noncentral t with n1 + n2 - 2 degrees
    /// of freedom, against the critical value at Satterthwaite's degrees of freedom given r; averaged over the beta distribution of r.
    /// </summary>
    /// <param name="firstDeviation">The true standard deviation of a value, above 0.</param>
    /// <param name="firstN">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range or not a number.</exception>
    public static double OneSidedWelch(double distance, double firstDeviation, int firstN, double secondDeviation, int secondN, double significance)
    {
        RequireAboveZero(firstDeviation, nameof(firstDeviation));
        RequireAboveZero(secondDeviation, nameof(secondDeviation));
        ArgumentOutOfRangeException.ThrowIfLessThan(firstN, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(secondN, 2);
        var (firstFreedom, secondFreedom) = (firstN - 1, secondN - 1);
        var (first, second) = (firstDeviation * firstDeviation / firstN, secondDeviation * secondDeviation / secondN);
        var freedom = firstFreedom + secondFreedom;
        var logScale = Math.Log(2) - SpecialFunctions.BetaLn(firstFreedom / 2.0, secondFreedom / 2.0);
        // Over the angle whose squared sine is r, in which the beta density has no poles; split near its peak.
        var peak = Math.Atan(Math.Sqrt((double)firstFreedom / secondFreedom));
        return Panel(0, peak) + Panel(peak, Math.PI / 2);

        double Panel(double from, double to) => Integrate.GaussKronrod(Integrand, from, to, 1e-8, maximumDepth: 10, order: 21);

        double Integrand(double angle)
        {
            var (sine, cosine) = Math.SinCos(angle);
            var a = first * sine * sine * freedom / firstFreedom;
            var b = second * cosine * cosine * freedom / secondFreedom;
            var critical = CriticalValue(Satterthwaite.DegreesOfFreedom([(a, firstFreedom), (b, secondFreedom)]), significance);
            return Math.Exp(logScale + ((firstFreedom - 1) * Math.Log(sine)) + ((secondFreedom - 1) * Math.Log(cosine)))
                * NoncentralT.UpperTail(critical * Math.Sqrt((a + b) / (first + second)), freedom, distance / Math.Sqrt(first + second));
        }
    }

    /// <summary>
    /// The probability that both one-sided tests of <see cref="RegionTest"/> reject when the true value lies
    /// <paramref name="offCentre"/> from the middle of ± <paramref name="margin"/>. With s the sampled over the true standard error and c
    /// the critical value, the estimate must come to lie within ±(margin - c s standard error), which is averaged over s (Phillips 1990,
    /// J. Pharmacokinet. Biopharm. 18, writes the same integral with Owen's Q).
    /// </summary>
    /// <param name="offCentre">In units of the estimate; either sign.</param>
    /// <param name="margin">In units of the estimate, above 0.</param>
    /// <param name="standardError">Of the estimate, above 0.</param>
    /// <param name="degreesOfFreedom">Of the standard error, above 0.</param>
    /// <param name="significance">Of each of the two tests, in (0, 0.5).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range or not a number.</exception>
    public static double Equivalence(double offCentre, double margin, double standardError, double degreesOfFreedom, double significance)
    {
        RequireAboveZero(standardError, nameof(standardError));
        RequireAboveZero(margin, nameof(margin));
        if (!double.IsFinite(offCentre))
        {
            throw new ArgumentOutOfRangeException(nameof(offCentre), offCentre, "The true value is finite.");
        }

        var critical = CriticalValue(degreesOfFreedom, significance);
        var (limit, off) = (margin / standardError, Math.Abs(offCentre) / standardError);
        return ScatterAverage.Of(Within, degreesOfFreedom, upTo: limit / critical);

        double Within(double ratio)
        {
            var reach = limit - (critical * ratio);
            return Normal.CDF(0, 1, reach - off) - Normal.CDF(0, 1, -reach - off);
        }
    }

    /// <summary>The smallest n of at least <paramref name="minimum"/> and at most <paramref name="maximum"/> with the target power.</summary>
    /// <param name="powerAt">The power with n seeds; must not fall as n rises.</param>
    /// <returns>Null where even the maximum falls short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below the minimum.</exception>
    public static int? SeedsFor(Func<int, double> powerAt, int minimum, int maximum = 1000, double target = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        if (powerAt(minimum) >= target)
        {
            return minimum;
        }

        if (!(powerAt(maximum) >= target))
        {
            return null;
        }

        // Too few have been seen to fall short and enough to suffice, so that the answer's predecessor has been tried.
        var (tooFew, enough) = (minimum, maximum);
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            (tooFew, enough) = powerAt(middle) >= target ? (tooFew, middle) : (middle, enough);
        }

        return enough;
    }

    /// <summary>The t that is exceeded with probability <paramref name="significance"/>.</summary>
    private static double CriticalValue(double degreesOfFreedom, double significance)
    {
        RequireAboveZero(degreesOfFreedom, nameof(degreesOfFreedom));
        return significance is > 0 and < 0.5
            ? Statistics.StudentT.TwoSidedQuantile(new ConfidenceLevel(1 - (2 * significance)), degreesOfFreedom)
            : throw new ArgumentOutOfRangeException(nameof(significance), significance, "A one-sided significance lies inside (0, 0.5).");
    }

    private static void RequireAboveZero(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be a finite number above 0.");
        }
    }
}
