namespace Harness.Reporting.Statistics;

/// <summary>A closed interval with <see cref="Low"/> at most <see cref="High"/>.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public bool IsAbove(double value) => Low > value;

    public bool IsBelow(double value) => High < value;

    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>Both limits lie strictly between <paramref name="low"/> and <paramref name="high"/>.</summary>
    public bool IsInside(double low, double high) => Low > low && High < high;

    public Interval Shifted(double by) => new(Low + by, High + by);
}
