namespace Harness.Reporting.Statistics;

/// <summary>
/// Holm's step-down correction for several tests at once (Holm 1979, Scand. J. Stat. 6): rejecting where the adjusted value is at most alpha
/// keeps the chance of any false rejection at or below alpha, whatever the tests' dependence. Compared with R's <c>p.adjust</c>.
/// </summary>
internal static class Holm
{
    /// <summary>The k-th smallest of m p-values is multiplied by m - k + 1, never falls below its predecessor and never exceeds 1.</summary>
    /// <param name="pValues">Each in [0, 1]; may be empty.</param>
    /// <returns>Adjusted p-values in the order given.</returns>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        var factor = pValues.Count;
        foreach (var index in Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]))
        {
            largest = Math.Max(largest, Math.Min(1, pValues[index] * factor--));
            adjusted[index] = largest;
        }

        return adjusted;
    }
}
