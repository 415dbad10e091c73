using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace Harness.Reporting.Statistics;

/// <summary>
/// The noncentral t distribution: (Z + ncp) / s with Z standard normal and s the independent ratio of a sampled to the true standard
/// deviation. It is what a t statistic follows where the hypothesis does not hold (Johnson, Kotz and Balakrishnan 1995, Continuous
/// Univariate Distributions 2, ch. 31). MathNet has none. Compared with R's <c>pt(..., ncp)</c> and SciPy's <c>nct</c>.
/// </summary>
internal static class NoncentralT
{
    /// <summary>The probability of a value above <paramref name="t"/>, to about 1e-10 absolutely; at ncp = 0 Student's.</summary>
    /// <param name="degreesOfFreedom">Real, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not finite, or the degrees of freedom are not above 0.</exception>
    public static double UpperTail(double t, double degreesOfFreedom, double noncentrality)
    {
        if (!double.IsFinite(t) || !double.IsFinite(noncentrality))
        {
            throw new ArgumentOutOfRangeException(nameof(t), $"{t} at noncentrality {noncentrality}: both must be finite.");
        }

        return Math.Min(1, ScatterAverage.Of(ratio => Normal.CDF(0, 1, noncentrality - (t * ratio)), degreesOfFreedom));
    }

    /// <summary>The noncentralities under which <paramref name="t"/> is in neither tail of (1 - level)/2: the exact interval for the noncentrality behind an observed t.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="UpperTail"/>.</exception>
    public static Interval NoncentralityInterval(double t, double degreesOfFreedom, ConfidenceLevel level)
    {
        var tail = (1 - level.Value) / 2;
        return new Interval(With(tail), With(1 - tail));

        // The upper tail rises with the noncentrality from 0 to 1, steepest near t and over a width of the order of 1 + |t|.
        double With(double upperTail) => Brent.FindRootExpand(
            noncentrality => UpperTail(t, degreesOfFreedom, noncentrality) - upperTail, t - 1 - Math.Abs(t), t + 1 + Math.Abs(t), accuracy: 1e-10);
    }
}
