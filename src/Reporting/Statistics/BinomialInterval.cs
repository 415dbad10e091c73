using MathNet.Numerics.Distributions;

namespace Harness.Reporting.Statistics;

/// <summary>
/// Wilson's score interval of a share of independent trials (Wilson 1927, J. Am. Stat. Assoc. 22), for instance of one run's wrong answers
/// among 10,000 test images: what another test set of that size could have shown for the same weights, not what another seed would.
/// Compared with R's <c>prop.test(correct = FALSE)</c>.
/// </summary>
/// <remarks>It lies within [0, 1], contains the share and keeps a width at 0 and at 1, where it ends there exactly.</remarks>
internal static class BinomialInterval
{
    /// <param name="successes">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts are outside their ranges.</exception>
    public static Interval Wilson(int successes, int trials, ConfidenceLevel level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var z = Normal.InvCDF(0, 1, (1 + level.Value) / 2);
        var weight = z * z / trials;
        var share = (double)successes / trials;
        var centre = (share + (weight / 2)) / (1 + weight);
        var half = Math.Sqrt((weight * share * (1 - share)) + (weight * weight / 4)) / (1 + weight);
        return new Interval(successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
    }
}
