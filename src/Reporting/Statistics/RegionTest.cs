namespace Harness.Reporting.Statistics;

/// <summary>
/// Two-sided test, with a decision by direction, of whether a contrast's true value lies in a region: superiority (above 0), non-inferiority (below a margin) and
/// equivalence (between two margins; two one-sided tests, Schuirmann 1987, J. Pharmacokinet. Biopharm. 15) in one.
/// </summary>
/// <remarks>
/// Each direction is tested at half of the significance, so that the chance of deciding wrongly either way stays at or below it (Shaffer 1980, Ann. Stat. 8, on
/// decisions by direction; ICH E9, section 5.5, on 2.5 % for one-sided questions). Equivalence is thus held to 2.5 % a side where bioequivalence uses 5 %: one
/// interval, at one level, decides every claim. Undefined, hence null, exactly where the contrast has no standard error.
/// </remarks>
internal sealed class RegionTest
{
    public RegionTest(LinearContrast contrast, Region region)
    {
        var fallsShort = region.Above is { } low ? contrast.PValueOfAtMost(low) : null;
        var goesBeyond = region.Below is { } high ? contrast.PValueOfAtLeast(high) : null;
        // The region is an intersection: it is shown only when both sides are, and refuted as soon as one is.
        PFor = Larger(fallsShort, goesBeyond);
        PAgainst = Smaller(
            region.Above is { } above ? contrast.PValueOfAtLeast(above) : null,
            region.Below is { } below ? contrast.PValueOfAtMost(below) : null);
        PValue = PFor is { } pFor && PAgainst is { } pAgainst ? Math.Min(1, 2 * Math.Min(pFor, pAgainst)) : null;
    }

    /// <summary>Of the hypothesis that the value lies outside the region.</summary>
    public double? PFor { get; }

    /// <summary>Of the hypothesis that the value lies inside the region, the smaller one of the two sides.</summary>
    public double? PAgainst { get; }

    /// <summary>
    /// Twice the smaller of the two. It is at or below 1 - level exactly if the interval at that level lies inside the region or wholly on the far side of a limit.
    /// </summary>
    public double? PValue { get; }

    private static double? Larger(double? one, double? other) => one is { } a && other is { } b ? Math.Max(a, b) : one ?? other;

    private static double? Smaller(double? one, double? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}
