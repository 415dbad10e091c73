using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>The number at a tick: as it is on a linear axis, as a power of ten on a logarithmic one.</summary>
internal static class TickLabel
{
    // The exponent is a text of its own, smaller and raised: the fonts lack a superscript minus sign.
    private const double Small = 0.72;
    private const double Raise = 0.32;

    /// <summary>Room to leave for the label.</summary>
    public static double Reserve(double tick, bool isPower, double size) =>
        isPower ? TextWidth.Reserve("10", size) + ExponentWidth(tick, size) : TextWidth.Reserve(Quantity.Plain(tick), size);

    /// <summary>Writes the label with its right end at <paramref name="right"/>, centred on <paramref name="y"/>.</summary>
    public static void DrawBeside(SvgCanvas canvas, double right, double y, double tick, bool isPower, double size)
    {
        var baseline = y + (size * 0.34);
        if (!isPower)
        {
            canvas.Text(right, baseline, Quantity.Plain(tick), size, Paint.Muted, Anchor.End);
            return;
        }

        var seam = right - ExponentWidth(tick, size);
        canvas.Text(seam, baseline, "10", size, Paint.Muted, Anchor.End);
        canvas.Text(seam + 0.4, baseline - (size * Raise), Exponent(tick), size * Small, Paint.Muted);
    }

    private static double ExponentWidth(double tick, double size) => TextWidth.Reserve(Exponent(tick), size * Small) + 0.4;

    private static string Exponent(double tick) => Quantity.Count((long)Math.Round(Math.Log10(tick)));
}
