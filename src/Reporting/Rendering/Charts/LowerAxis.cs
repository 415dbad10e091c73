using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>The lower axis of a panel.</summary>
internal static class LowerAxis
{
    private const double TextSize = 8;

    /// <param name="y">Where the axis lies; it takes the 25 points below.</param>
    /// <param name="counts">Ticks stand at whole numbers alone, as epochs do.</param>
    public static void Draw(SvgCanvas canvas, Scale x, double y, string title, bool counts = true)
    {
        canvas.Line(x.Start, y, x.End, y, Paint.Axis);
        foreach (var tick in x.Ticks((int)Math.Max(2, (x.End - x.Start) / (counts ? 22 : 40))).Where(tick => !counts || tick == Math.Round(tick)))
        {
            canvas.Line(x.At(tick), y, x.At(tick), y + 3, Paint.Axis);
            canvas.Text(x.At(tick), y + 3 + TextSize, Quantity.Plain(tick), TextSize, Paint.Muted, Anchor.Middle);
        }

        canvas.Text((x.Start + x.End) / 2, y + 25, title, TextSize, Paint.Muted, Anchor.Middle);
    }
}
