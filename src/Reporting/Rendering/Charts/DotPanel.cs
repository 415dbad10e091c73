using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>One arm: its seeds as dots, its mean as a bar, its interval as a whisker.</summary>
/// <param name="Note">Printed in place of dots where there are none.</param>
/// <param name="Published">What others found, marked beside ours; null where nothing comparable is known.</param>
internal sealed record DotRow(
    string Name, NetworkStyle Style, IReadOnlyList<double> Values, double? Mean, double? Low, double? High, string Note, PublishedMark? Published = null);

/// <param name="IsReadOff">From a figure, so not exact; drawn as an upright cross and not as a diagonal one.</param>
internal sealed record PublishedMark(double Value, bool IsReadOff);

/// <summary>Values of several arms on one axis, one row an arm.</summary>
internal sealed class DotPanel(string title, string axisTitle, double high, double width)
{
    private const double RowHeight = 17;
    private const double TextSize = 8;
    private const double LabelSize = 8.5;
    private const double Top = 20;

    public Svg Draw(IReadOnlyList<DotRow> rows)
    {
        var bottom = Top + (rows.Count * RowHeight);
        var canvas = new SvgCanvas(width, bottom + 30);
        var names = rows.Select(row => TextWidth.Reserve(row.Name, LabelSize)).DefaultIfEmpty(0).Max();
        var x = new Scale(0, high, names + 7, width - 38);

        canvas.Text(0, 10, title, 9, Paint.Ink, bold: true);
        foreach (var tick in x.Ticks(5))
        {
            canvas.Line(x.At(tick), Top - 3, x.At(tick), bottom, Paint.Grid);
            canvas.Text(x.At(tick), bottom + 3 + TextSize, Quantity.Plain(tick), TextSize, Paint.Muted, Anchor.Middle);
        }

        canvas.Line(x.Start, bottom, x.End, bottom, Paint.Axis);
        canvas.Text((x.Start + x.End) / 2, bottom + 25, axisTitle, TextSize, Paint.Muted, Anchor.Middle);
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            DrawRow(canvas, x, row, Top + ((index + 0.5) * RowHeight));
        }

        return canvas.Finish();
    }

    private void DrawRow(SvgCanvas canvas, Scale x, DotRow row, double y)
    {
        var baseline = y + (LabelSize * 0.34);
        canvas.Text(x.Start - 6, baseline, row.Name, LabelSize, Paint.Ink, Anchor.End);
        if (row.Mean is not { } mean)
        {
            canvas.Text(x.Start + 4, baseline, row.Note, TextSize, Paint.Muted);
            return;
        }

        if (row is { Low: { } low, High: { } above })
        {
            canvas.Line(x.Clamped(low), y, x.Clamped(above), y, row.Style.Paint, 1.1);
            foreach (var end in new[] { low, above }.Where(end => end >= 0 && end <= high))
            {
                canvas.Line(x.At(end), y - 2.5, x.At(end), y + 2.5, row.Style.Paint, 1.1);
            }
        }

        if (row.Values.Count > 1)
        {
            canvas.Line(x.Clamped(mean), y - 6.5, x.Clamped(mean), y + 6.5, row.Style.Paint, 1);
        }

        // Seeds lie a little below each other, in their order, so that equal ones do not hide each other.
        var apart = Math.Min(3.2, 10.0 / row.Values.Count);
        foreach (var (value, index) in row.Values.Select((value, index) => (value, index)))
        {
            canvas.Marker(row.Style.Marker, x.Clamped(value), y + ((index - ((row.Values.Count - 1) / 2.0)) * apart), 2, row.Style.Paint, row.Style.Hollow, 0.85);
        }

        // Last, so that dots do not hide it.
        if (row.Published is { } published)
        {
            DrawPublished(canvas, x.Clamped(published.Value), y, published.IsReadOff);
        }

        canvas.Text(width - 1, baseline, Quantity.Number(mean, 1), TextSize, Paint.Ink, Anchor.End);
        canvas.Reading(0, y - (RowHeight / 2), width, RowHeight, Reading(row, mean));
    }

    private string Reading(DotRow row, double mean)
    {
        var interval = row is { Low: { } low, High: { } above } ? $" ({Quantity.Number(low, 2)} to {Quantity.Number(above, 2)})" : "";
        return $"{title} · {row.Name}\nmean {Quantity.Number(mean, 2)}{interval}\nseeds in order: {string.Join("; ", row.Values.Select(value => Quantity.Number(value, 2)))}";
    }

    // A diagonal cross for a printed value, an upright one for a value that was read off.
    private static void DrawPublished(SvgCanvas canvas, double x, double y, bool isReadOff)
    {
        const double Arm = 4.4;
        const double Thickness = 0.9;
        var (tilt, upright) = isReadOff ? (0, Arm) : (Arm * 0.8, Arm * 0.8);
        canvas.Line(x - tilt, y - upright, x + tilt, y + upright, Paint.Ink, Thickness);
        canvas.Line(x - upright, y + tilt, x + upright, y - tilt, Paint.Ink, Thickness);
    }
}
