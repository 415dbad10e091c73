namespace Harness.Reporting.Rendering.Charts;

/// <param name="Label">Printed inside the segment where it has room.</param>
internal sealed record BarSegment(string Label, double Value, Paint Paint, bool LightText);

internal sealed record BarRow(string Name, IReadOnlyList<BarSegment> Segments, string Total);

/// <summary>Horizontal bars from zero, each of one or more segments, with the total written at its end.</summary>
/// <param name="whole">The value that bars are shares of: it ends the axis, and a pale bar behind each marks it. Null where the longest bar ends the axis.</param>
internal sealed class BarPanel(string title, double width, double? whole = null)
{
    private const double RowHeight = 20;
    private const double BarHeight = 13;
    private const double LabelSize = 8.5;
    private const double SegmentSize = 7.5;
    private const double Top = 18;

    public Svg Draw(IReadOnlyList<BarRow> rows)
    {
        var canvas = new SvgCanvas(width, Top + (rows.Count * RowHeight) + 4);
        var names = rows.Select(row => TextWidth.Reserve(row.Name, LabelSize)).DefaultIfEmpty(0).Max();
        var totals = rows.Select(row => TextWidth.Reserve(row.Total, LabelSize)).DefaultIfEmpty(0).Max();
        var longest = rows.Select(row => row.Segments.Sum(segment => segment.Value)).DefaultIfEmpty(1).Append(whole ?? 0).Max();
        var x = new Scale(0, longest, names + 7, width - totals - 6);

        canvas.Text(0, 10, title, 9, Paint.Ink, bold: true);
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            var y = Top + ((index + 0.5) * RowHeight);
            if (whole is { } end)
            {
                canvas.Rectangle(x.Start, y - (BarHeight / 2), x.At(end) - x.Start, BarHeight, Paint.Grid);
            }

            DrawRow(canvas, x, row, y);
        }

        canvas.Line(x.Start, Top, x.Start, Top + (rows.Count * RowHeight), Paint.Axis);
        return canvas.Finish();
    }

    private static void DrawRow(SvgCanvas canvas, Scale x, BarRow row, double y)
    {
        canvas.Text(x.Start - 6, y + (LabelSize * 0.34), row.Name, LabelSize, Paint.Ink, Anchor.End);
        var from = 0.0;
        foreach (var segment in row.Segments)
        {
            var (left, right) = (x.At(from), x.At(from + segment.Value));
            canvas.Rectangle(left, y - (BarHeight / 2), Math.Max(0.4, right - left - 0.5), BarHeight, segment.Paint);
            if (TextWidth.Reserve(segment.Label, SegmentSize) < right - left - 4)
            {
                var text = segment.LightText ? Paint.Paper : Paint.Ink;
                canvas.Text((left + right) / 2, y + (SegmentSize * 0.34), segment.Label, SegmentSize, text, Anchor.Middle);
            }

            from += segment.Value;
        }

        canvas.Text(x.At(from) + 5, y + (LabelSize * 0.34), row.Total, LabelSize, Paint.Ink);
    }
}
