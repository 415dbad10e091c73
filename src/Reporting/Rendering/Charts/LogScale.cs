using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>Maps values above 0 onto a stretch of the drawing by their logarithms, and knows the powers of ten to label.</summary>
internal sealed record LogScale(double Low, double High, double Start, double End)
{
    // So that a curve at a power of ten does not lie on the panel's edge.
    private const double Margin = 1.6;

    private const double Tolerance = 1e-9;

    /// <summary>The powers of ten inside the scale, rising.</summary>
    public IReadOnlyList<double> Decades
    {
        get
        {
            var first = (int)Math.Ceiling(Math.Log10(Low) - Tolerance);
            var last = (int)Math.Floor(Math.Log10(High) + Tolerance);
            return [.. Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power))];
        }
    }

    /// <summary>A power of ten of this scale: written out, or as a power where one of them would be too long for a margin.</summary>
    public string LabelOf(double decade) => Decades[0] >= 0.00099 && Decades[^1] < 100_000
        ? Quantity.Plain(decade)
        : "10" + string.Concat(Quantity.Plain(Math.Round(Math.Log10(decade))).Select(Raised));

    public double At(double value) => Start + (Math.Log10(value / Low) / Math.Log10(High / Low) * (End - Start));

    /// <summary>The decades that hold all <paramref name="values"/>, with a margin beyond.</summary>
    /// <param name="values">At least one, all above 0.</param>
    public static LogScale Around(IReadOnlyList<double> values, double start, double end) => new(
        Math.Pow(10, Math.Floor(Math.Log10(values.Min()) + Tolerance)) / Margin,
        Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()) - Tolerance)) * Margin,
        start,
        end);

    private static char Raised(char sign) => sign switch
    {
        '1' => '\u00B9',
        '2' => '\u00B2',
        '3' => '\u00B3',
        >= '0' and <= '9' => (char)('\u2070' + (sign - '0')),
        _ => '\u207B',
    };
}
