namespace Harness.Reporting.Rendering.Charts;

/// <summary>A scale on which equal factors are equally far apart. All values above 0.</summary>
internal sealed record LogScale(double Low, double High, double Start, double End) : Scale(Low, High, Start, End)
{
    // So that a curve at a power of ten does not lie on the panel's edge.
    private const double Margin = 1.6;

    private const double Tolerance = 1e-9;

    /// <summary>Powers of ten inside the scale, at most <paramref name="count"/> + 1 of them: every one, or every second, fifth, ... where there are more.</summary>
    public override IReadOnlyList<double> Ticks(int count)
    {
        var first = (int)Math.Ceiling(Math.Log10(Low) - Tolerance);
        var last = (int)Math.Floor(Math.Log10(High) + Tolerance);
        var step = (int)Math.Max(1, RoundStep(last - first, count));
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(power => power % step == 0).Select(PowerOfTen)];
    }

    /// <summary>The smallest stretch of whole decades that holds all values; at least one decade.</summary>
    public static (double Low, double High) Decades(double lowest, double highest)
    {
        var first = Math.Floor(Math.Log10(lowest) + Tolerance);
        var last = Math.Max(first + 1, Math.Ceiling(Math.Log10(highest) - Tolerance));
        return (Math.Pow(10, first), Math.Pow(10, last));
    }

    /// <summary>The decades that hold all <paramref name="values"/>, or the one decade that all of them are, with a margin beyond.</summary>
    /// <param name="values">At least one, all above 0.</param>
    public static LogScale Around(IReadOnlyList<double> values, double start, double end) => new(
        Math.Pow(10, Math.Floor(Math.Log10(values.Min()) + Tolerance)) / Margin,
        Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()) - Tolerance)) * Margin,
        start,
        end);

    protected override double Share(double value) => Math.Log(value / Low) / Math.Log(High / Low);

    private static double PowerOfTen(int power) => Math.Pow(10, power);
}
