namespace Harness.Reporting.Rendering.Charts;

/// <summary>A scale on which equal factors are equally far apart. All values above 0.</summary>
internal sealed record LogScale(double Low, double High, double Start, double End) : Scale(Low, High, Start, End)
{
    /// <summary>Powers of ten inside the scale, at most <paramref name="count"/> + 1 of them: every one, or every second, fifth, ... where there are more.</summary>
    public override IReadOnlyList<double> Ticks(int count)
    {
        var first = (int)Math.Ceiling(Math.Log10(Low) - 1e-9);
        var last = (int)Math.Floor(Math.Log10(High) + 1e-9);
        var step = (int)Math.Max(1, RoundStep(last - first, count));
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(power => power % step == 0).Select(PowerOfTen)];
    }

    /// <summary>The smallest stretch of whole decades that holds all values; at least one decade.</summary>
    public static (double Low, double High) Decades(double lowest, double highest)
    {
        var first = Math.Floor(Math.Log10(lowest) + 1e-9);
        var last = Math.Max(first + 1, Math.Ceiling(Math.Log10(highest) - 1e-9));
        return (Math.Pow(10, first), Math.Pow(10, last));
    }

    protected override double Share(double value) => Math.Log(value / Low) / Math.Log(High / Low);

    private static double PowerOfTen(int power) => Math.Pow(10, power);
}
