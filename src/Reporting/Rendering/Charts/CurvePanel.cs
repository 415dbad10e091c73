using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>A point of a curve in the panel's units, with its band where there is one.</summary>
internal readonly record struct CurveSample(double X, double Y, double? Low, double? High);

internal sealed record CurveSeries(string Name, NetworkStyle Style, IReadOnlyList<CurveSample> Samples);

/// <summary>Axes that panels of one figure share, so that they can be compared at a glance.</summary>
/// <param name="Names">Every name that a panel of the figure writes at a curve's end; the longest decides how much room all panels leave.</param>
internal sealed record CurveAxes(string XTitle, string YTitle, double XLow, double XHigh, double YLow, double YHigh, IReadOnlyList<string> Names);

/// <summary>Curves against epochs, with bands, and each curve's name at its end instead of a legend.</summary>
internal sealed class CurvePanel(string title, CurveAxes axes, double width, double height)
{
    private const double TextSize = 8;
    private const double LabelSize = 8.5;
    private const double LabelGap = 16;

    public Svg Draw(IReadOnlyList<CurveSeries> series)
    {
        var canvas = new SvgCanvas(width, height);
        var labels = axes.Names.Select(name => TextWidth.Reserve(name, LabelSize)).DefaultIfEmpty(0).Max();
        var x = new Scale(axes.XLow, axes.XHigh, 34, width - LabelGap - labels - 1);
        var y = new Scale(axes.YLow, axes.YHigh, height - 30, 22);

        canvas.Text(x.Start, 11, title, 9, Paint.Ink, bold: true);
        DrawAxes(canvas, x, y);
        foreach (var one in series)
        {
            DrawBand(canvas, x, y, one);
        }

        foreach (var one in series)
        {
            DrawCurve(canvas, x, y, one);
        }

        DrawNames(canvas, x, y, series);
        CurveReadings.Add(canvas, x, y, axes, series);
        return canvas.Finish();
    }

    private void DrawAxes(SvgCanvas canvas, Scale x, Scale y)
    {
        foreach (var tick in y.Ticks(5))
        {
            canvas.Line(x.Start, y.At(tick), x.End, y.At(tick), Paint.Grid);
            canvas.Text(x.Start - 4, y.At(tick) + (TextSize * 0.34), Quantity.Plain(tick), TextSize, Paint.Muted, Anchor.End);
        }

        canvas.Line(x.Start, y.Start, x.End, y.Start, Paint.Axis);
        foreach (var tick in x.Ticks((int)Math.Max(2, (x.End - x.Start) / 22)).Where(tick => tick == Math.Round(tick)))
        {
            canvas.Line(x.At(tick), y.Start, x.At(tick), y.Start + 3, Paint.Axis);
            canvas.Text(x.At(tick), y.Start + 3 + TextSize, Quantity.Plain(tick), TextSize, Paint.Muted, Anchor.Middle);
        }

        canvas.Text((x.Start + x.End) / 2, height - 5, axes.XTitle, TextSize, Paint.Muted, Anchor.Middle);
        canvas.Text(9, (y.Start + y.End) / 2, axes.YTitle, TextSize, Paint.Muted, Anchor.Middle, upward: true);
    }

    private static void DrawBand(SvgCanvas canvas, Scale x, Scale y, CurveSeries series)
    {
        var banded = CurveCut.Below(y.High, series.Samples).Where(sample => sample is { Low: not null, High: not null }).ToList();
        if (banded.Count > 1)
        {
            var outline = banded.Select(sample => (x.At(sample.X), y.Clamped(sample.High!.Value)))
                .Concat(banded.AsEnumerable().Reverse().Select(sample => (x.At(sample.X), y.Clamped(sample.Low!.Value))));
            canvas.Polygon(outline, series.Style.Paint, 0.16);
        }
    }

    private static void DrawCurve(SvgCanvas canvas, Scale x, Scale y, CurveSeries series)
    {
        var points = CurveCut.Below(y.High, series.Samples).Select(sample => (X: x.At(sample.X), Y: y.Clamped(sample.Y))).ToList();
        if (points.Count > 1)
        {
            canvas.Polyline(points, series.Style.Paint, 1.5, series.Style.Dashes);
        }

        // Markers on every point of a short curve; on a long one a few, so that greyscale readers can still tell curves apart.
        var every = Math.Max(1, (points.Count + 5) / 6);
        for (var index = points.Count - 1; index >= 0; index -= every)
        {
            canvas.Marker(series.Style.Marker, points[index].X, points[index].Y, 2.3, series.Style.Paint, series.Style.Hollow);
        }
    }

    private static void DrawNames(SvgCanvas canvas, Scale x, Scale y, IReadOnlyList<CurveSeries> series)
    {
        var named = series.Where(one => one.Samples.Count > 0).ToList();
        var ends = named.Select(one => y.Clamped(one.Samples[^1].Y)).ToList();
        var rows = LabelColumn.Spread(ends, LabelSize * 1.18, y.End + 3, y.Start - 3);
        for (var index = 0; index < named.Count; index++)
        {
            var lastX = x.At(named[index].Samples[^1].X);
            canvas.Line(lastX + 4, ends[index], x.End + LabelGap - 3, rows[index], named[index].Style.Paint, 0.7);
            canvas.Text(x.End + LabelGap, rows[index] + (LabelSize * 0.34), named[index].Name, LabelSize, Paint.Ink);
        }
    }
}
