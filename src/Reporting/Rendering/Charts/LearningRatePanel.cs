using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>A schedule of the learning rate.</summary>
/// <param name="Rates">Epochs and the rate of each one's last step, above 0; rising epochs.</param>
/// <param name="Milestones">Epochs, not always whole, after which the rate drops.</param>
internal sealed record RateSeries(string Name, IReadOnlyList<(double Epoch, double Rate)> Rates, IReadOnlyList<double> Milestones);

/// <summary>Learning rates against epochs on a logarithmic axis, as steps, with the milestones as upright lines.</summary>
internal sealed class LearningRatePanel(string title, CurveAxes axes, double width, double height)
{
    private const double TextSize = 8;
    private const double LabelSize = 8.5;
    private const double LabelGap = 16;
    private const int MostTicks = 6;

    // The rate is no network's: schedules differ in dashes and lightness.
    private static readonly (Paint Paint, string? Dashes)[] Looks = [(Paint.Ink, null), (Paint.Axis, "6 2"), (Paint.Muted, "2 2")];

    /// <param name="series">At least one, each with a rate.</param>
    public Svg Draw(IReadOnlyList<RateSeries> series)
    {
        var canvas = new SvgCanvas(width, height);
        var labels = axes.Names.Select(name => TextWidth.Reserve(name, LabelSize)).DefaultIfEmpty(0).Max();
        var x = new Scale(axes.XLow, axes.XHigh, 34, width - LabelGap - labels - 1);
        var y = LogScale.Around([.. series.SelectMany(one => one.Rates).Select(rate => rate.Rate)], height - 30, 27);

        canvas.Text(x.Start, 11, title, 9, Paint.Ink, bold: true);
        var ticks = y.Ticks(MostTicks);
        // Written out unless one of them would be too long for the margin.
        var isPower = ticks[0] < 0.00099 || ticks[^1] >= 100_000;
        foreach (var tick in ticks)
        {
            canvas.Line(x.Start, y.At(tick), x.End, y.At(tick), Paint.Grid);
            TickLabel.DrawBeside(canvas, x.Start - 4, y.At(tick), tick, isPower, TextSize);
        }

        LowerAxis.Draw(canvas, x, y.Start, axes.XTitle);
        DrawMilestones(canvas, x, y, [.. series.SelectMany(one => one.Milestones).Where(epoch => epoch >= x.Low && epoch <= x.High).Distinct().Order()]);
        foreach (var (one, index) in series.Select((one, index) => (one, index)))
        {
            var (paint, dashes) = Looks[index % Looks.Length];
            canvas.Polyline(Steps(one).Select(point => (x.At(point.Epoch), y.At(point.Rate))), paint, 1.5, dashes);
        }

        DrawNames(canvas, x, y, series);
        return canvas.Finish();
    }

    private static void DrawMilestones(SvgCanvas canvas, Scale x, LogScale y, IReadOnlyList<double> milestones)
    {
        var free = x.Start;
        foreach (var epoch in milestones)
        {
            var text = Quantity.Plain(Math.Round(epoch, 1));
            var half = TextWidth.Reserve(text, TextSize) / 2;
            canvas.Line(x.At(epoch), y.Start, x.At(epoch), y.End, Paint.Muted, 0.8, "1.5 2");
            // Of schedules whose drops lie close together, the line alone stays.
            if (x.At(epoch) - half >= free)
            {
                canvas.Text(x.At(epoch), y.End - 1.5, text, TextSize, Paint.Muted, Anchor.Middle);
                free = x.At(epoch) + half + 2;
            }
        }
    }

    /// <summary>The rate of an epoch holds from the end of the one before.</summary>
    private IEnumerable<(double Epoch, double Rate)> Steps(RateSeries series)
    {
        var from = axes.XLow;
        foreach (var (epoch, rate) in series.Rates)
        {
            yield return (from, rate);
            yield return (epoch, rate);
            from = epoch;
        }
    }

    private static void DrawNames(SvgCanvas canvas, Scale x, LogScale y, IReadOnlyList<RateSeries> series)
    {
        var ends = series.Select(one => (X: x.At(one.Rates[^1].Epoch), Y: y.At(one.Rates[^1].Rate))).ToList();
        var rows = LabelColumn.Spread([.. ends.Select(end => end.Y)], LabelSize * 1.18, y.End + 3, y.Start - 3);
        foreach (var (one, index) in series.Select((one, index) => (one, index)))
        {
            canvas.Line(ends[index].X + 3, ends[index].Y, x.End + LabelGap - 3, rows[index], Paint.Muted, 0.7);
            canvas.Text(x.End + LabelGap, rows[index] + (LabelSize * 0.34), one.Name, LabelSize, Paint.Ink);
        }
    }
}
