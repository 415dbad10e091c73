namespace Harness.Reporting.Statistics;

/// <summary>The open interval in which a claim says that a true value lies; null where it has no end on that side. At least one end is given.</summary>
internal readonly record struct Region(double? Above, double? Below)
{
    public static Region Over(double limit) => new(limit, null);

    public static Region Under(double limit) => new(null, limit);

    /// <summary>Within <paramref name="margin"/> of 0, either way.</summary>
    public static Region Within(double margin) => new(-margin, margin);

    public Region Shifted(double by) => new(Above + by, Below + by);

    public bool Contains(Interval interval) => (Above is not { } low || interval.IsAbove(low)) && (Below is not { } high || interval.IsBelow(high));
}
