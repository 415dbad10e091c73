using MathNet.Numerics;

namespace Harness.Reporting.Statistics;

/// <summary>
/// Expectations over the standard deviation that a normal sample happens to show: with nu degrees of freedom the ratio s of the sampled to
/// the true deviation follows the chi distribution over its sqrt(nu), of density C s^(nu-1) exp(-nu s²/2).
/// </summary>
/// <remarks>
/// Integrated over u = ln s, in which the integrand is smooth for every nu, by MathNet's adaptive Gauss-Kronrod rule. Relative to its peak
/// at u = 0 the density in u is exp(nu g(u)) with g(u) = u + (1 - e^(2u))/2; with a = 40/nu, g is below -a beyond the limits
/// -(sqrt(a) + a) and sqrt(a), where less than e^-40 of the peak is left out.
/// </remarks>
internal static class ScatterAverage
{
    private const double NegligibleExponent = 40;

    /// <param name="function">Of s, bounded.</param>
    /// <param name="degreesOfFreedom">Real, above 0.</param>
    /// <param name="upTo">The function counts as 0 for s above it: an edge that the integration is told of rather than left to find.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not a finite number above 0.</exception>
    public static double Of(Func<double, double> function, double degreesOfFreedom, double upTo = double.PositiveInfinity)
    {
        if (!(degreesOfFreedom > 0 && double.IsFinite(degreesOfFreedom)))
        {
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom are a finite number above 0.");
        }

        var half = degreesOfFreedom / 2;
        var peak = 2 * Math.Exp((half * Math.Log(half)) - half - SpecialFunctions.GammaLn(half));
        var reach = NegligibleExponent / degreesOfFreedom;
        var low = -(Math.Sqrt(reach) + reach);
        var high = Math.Min(Math.Sqrt(reach), upTo > 0 ? Math.Log(upTo) : low);
        // The peak ends a panel, so that no rule can step over it.
        return Panel(low, Math.Min(0, high)) + Panel(0, high);

        double Panel(double from, double to) => to <= from ? 0 : Integrate.GaussKronrod(Integrand, from, to, 1e-11, maximumDepth: 15, order: 31);

        double Integrand(double u)
        {
            var ratio = Math.Exp(u);
            return peak * Math.Exp(degreesOfFreedom * (u + ((1 - (ratio * ratio)) / 2))) * function(ratio);
        }
    }
}
