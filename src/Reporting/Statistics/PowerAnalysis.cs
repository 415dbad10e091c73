using MathNet.Numerics.Distributions;

namespace Harness.Reporting.Statistics;

/// <summary>
/// How probable it is that a planned test will decide, from an assumed scatter. Compared with R's <c>power.t.test</c>, with numerical
/// integration in R and with simulation.
/// </summary>
/// <remarks>
/// Normal values, and a standard error estimated with the stated degrees of freedom: exact for one sample, for pairs and for two samples of
/// equal variance; for Welch's test an approximation, as its degrees of freedom are themselves estimated. A standard error of 0 or no degrees
/// of freedom (one seed) are refused: there is nothing to plan with.
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
