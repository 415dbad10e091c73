using Harness.Reporting.Analysis;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>A confusion matrix as a heat map: in each cell the percent of its row, with sums at the margins. Shades say the same in steps.</summary>
/// <param name="names">Of the classes, by index.</param>
internal sealed class ConfusionPanel(string title, IReadOnlyList<string> names, double width)
{
    private const double RowHeight = 19;
    private const double TextSize = 7.5;
    private const double LabelSize = 8;
    private const double HeadSize = 7;
    private const double Top = 44;
    private const double SumWidth = 42;

    /// <summary>The least share of its row, in percent, from which a cell has the shade of that index.</summary>
    private static readonly double[] Steps = [1, 5, 10, 20, 40, 70];

    public Svg Draw(ConfusionMatrix matrix)
    {
        var bottom = Top + (names.Count * RowHeight);
        var canvas = new SvgCanvas(width, bottom + 44);
        var left = 16 + names.Select(name => TextWidth.Reserve(name, LabelSize)).Max() + 5;
        var cell = (width - SumWidth - left) / names.Count;

        canvas.Text(0, 10, title, 9, Paint.Ink, bold: true);
        canvas.Text(left + (names.Count * cell / 2), Top - 17, "predicted class", LabelSize, Paint.Muted, Anchor.Middle);
        canvas.Text(9, (Top + bottom) / 2, "true class", LabelSize, Paint.Muted, Anchor.Middle, upward: true);
        canvas.Text(width - 1, Top - 5, "images", HeadSize, Paint.Muted, Anchor.End);
        canvas.Text(left - 5, bottom + 11, "images", HeadSize, Paint.Muted, Anchor.End);
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
        {
            var (y, x) = (Top + (index * RowHeight), left + (index * cell));
            canvas.Text(left - 5, Middle(y, LabelSize), name, LabelSize, Paint.Ink, Anchor.End);
            canvas.Text(width - 1, Middle(y, TextSize), Quantity.Count(matrix.Support(index)), TextSize, Paint.Muted, Anchor.End);
            canvas.Text(x + (cell / 2), Top - 5, name, HeadSize, Paint.Ink, Anchor.Middle);
            canvas.Text(x + (cell / 2), bottom + 11, Quantity.Count(matrix.Taken(index)), TextSize, Paint.Muted, Anchor.Middle);
            for (var predicted = 0; predicted < names.Count; predicted++)
            {
                DrawCell(canvas, left + (predicted * cell), y, cell, 100 * matrix.Share(index, predicted));
            }
        }

        DrawKey(canvas, left, bottom + 38);
        return canvas.Finish();
    }

    private static void DrawCell(SvgCanvas canvas, double x, double y, double w, double? percent)
    {
        var level = Level(percent ?? 0);
        canvas.Rectangle(x + 0.4, y + 0.4, w - 0.8, RowHeight - 0.8, Look(level));
        var text = percent switch { null => Quantity.Missing, 0 => "0", { } known => Quantity.Number(known, 1) };
        canvas.Text(x + (w / 2), Middle(y, TextSize), text, TextSize, Ink(level), Anchor.Middle);
    }

    private static void DrawKey(SvgCanvas canvas, double x, double baseline)
    {
        const string head = "percent of the row:";
        canvas.Text(x, baseline, head, HeadSize, Paint.Muted);
        x += TextWidth.Reserve(head, HeadSize) + 4;
        for (var level = 0; level <= Steps.Length; level++)
        {
            var text = level == 0 ? $"below {Quantity.Plain(Steps[0])}" : level == Steps.Length ? $"from {Quantity.Plain(Steps[^1])}" : $"{Quantity.Plain(Steps[level - 1])} to {Quantity.Plain(Steps[level])}";
            canvas.Rectangle(x, baseline - 7, 9, 9, Paint.Axis);
            canvas.Rectangle(x + 0.5, baseline - 6.5, 8, 8, Look(level));
            canvas.Text(x + 12, baseline, text, HeadSize, Paint.Muted);
            x += 12 + TextWidth.Reserve(text, HeadSize) + 7;
        }
    }

    /// <summary>0 below the first step, then one more from each step on.</summary>
    private static int Level(double percent) => Steps.Count(step => percent >= step);

    private static Paint Look(int level) => level == 0 ? Paint.Paper : Paint.Shades[level - 1];

    private static Paint Ink(int level) => level switch { 0 => Paint.Muted, <= 3 => Paint.Ink, _ => Paint.Paper };

    private static double Middle(double top, double size) => top + (RowHeight / 2) + (size * 0.34);
}
