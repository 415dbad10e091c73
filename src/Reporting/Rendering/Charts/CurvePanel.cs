using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>A point of a curve in the panel's units, with its band where there is one.</summary>
internal readonly record struct CurveSample(double X, double Y, double? Low, double? High);

internal sealed record CurveSeries(string Name, NetworkStyle Style, IReadOnlyList<CurveSample> Samples);

/// <summary>Axes that panels of one figure share, so that they can be compared at a glance.</summary>
/// <param name="Names">Every name that a panel of the figure writes at a curve's end; the longest decides how much room all panels leave.</param>
internal sealed record CurveAxes(string XTitle, string YTitle, double XLow, double XHigh, double YLow, double YHigh, IReadOnlyList<string> Names)
{
    /// <summary>Ticks of x stand at whole numbers alone, as epochs do.</summary>
    public bool CountsOnX { get; init; } = true;

    /// <summary>Levels to compare the curves with.</summary>
    public IReadOnlyList<CurveThreshold> Thresholds { get; init; } = [];

    /// <summary>Equal factors of y are equally far apart, and ticks stand at powers of ten. All y above 0.</summary>
    public bool LogarithmicY { get; init; }

    public Scale Y(double start, double end) => LogarithmicY ? new LogScale(YLow, YHigh, start, end) : new Scale(YLow, YHigh, start, end);
}

/// <summary>A level drawn across a panel, in the unit of its vertical axis, and named beside the curves' names.</summary>
internal sealed record CurveThreshold(string Name, double Y);

/// <summary>Curves with bands, and each curve's name at its end instead of a legend.</summary>
internal sealed class CurvePanel(string title, CurveAxes axes, double width, double height)
{
    private const double TextSize = 8;
    private const double LabelSize = 8.5;
    private const double LabelGap = 16;
    private const double TitleColumn = 14;

    public Svg Draw(IReadOnlyList<CurveSeries> series)
    {
        var canvas = new SvgCanvas(width, height);
        var labels = axes.Names.Select(name => TextWidth.Reserve(name, LabelSize)).DefaultIfEmpty(0).Max();
        var y = axes.Y(height - 30, 22);
        var ticks = y.Ticks(5).Select(tick => TickLabel.Reserve(tick, axes.LogarithmicY, TextSize)).DefaultIfEmpty(0).Max();
        var x = new Scale(axes.XLow, axes.XHigh, Math.Max(34, TitleColumn + ticks + 4), width - LabelGap - labels - 1);

        canvas.Text(x.Start, 11, title, 9, Paint.Ink, bold: true);
        DrawAxes(canvas, x, y);
        foreach (var threshold in axes.Thresholds)
        {
            canvas.Line(x.Start, y.At(threshold.Y), x.End, y.At(threshold.Y), Paint.Muted, 0.8, "1.5 2");
        }

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
            TickLabel.DrawBeside(canvas, x.Start - 4, y.At(tick), tick, axes.LogarithmicY, TextSize);
        }

        LowerAxis.Draw(canvas, x, y.Start, axes.XTitle, axes.CountsOnX);
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

    private void DrawNames(SvgCanvas canvas, Scale x, Scale y, IReadOnlyList<CurveSeries> series)
    {
        var curves = from one in series
                     where one.Samples.Count > 0
                     let end = one.Samples[^1]
                     select (one.Name, X: x.At(end.X) + 4, Y: y.Clamped(end.Y), Leader: one.Style.Paint, Text: Paint.Ink);
        var thresholds = axes.Thresholds.Select(threshold => (threshold.Name, X: x.End + 1, Y: y.At(threshold.Y), Leader: Paint.Muted, Text: Paint.Muted));
        var named = curves.Concat(thresholds).ToList();
        var rows = LabelColumn.Spread([.. named.Select(one => one.Y)], LabelSize * 1.18, y.End + 3, y.Start - 3);
        foreach (var (one, row) in named.Zip(rows))
        {
            canvas.Line(one.X, one.Y, x.End + LabelGap - 3, row, one.Leader, 0.7);
            canvas.Text(x.End + LabelGap, row + (LabelSize * 0.34), one.Name, LabelSize, one.Text);
        }
    }
}
