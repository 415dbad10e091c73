using Harness.Contracts.Showcases;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>A map of images by class. One scale for both axes, and no ticks: the distances have no unit. The longer side lies across, for the map has no direction.</summary>
internal sealed class ScatterPanel(string title, double width)
{
    private const double TextSize = 8;
    private const double Top = 18;
    private const double Across = 360;
    private const double Inset = 7;
    private const double RowHeight = 15;
    private const double Radius = 2.1;

    /// <summary>The legend has to fit beside a flat map.</summary>
    private const double SmallestHeight = 25 + (10 * RowHeight);

    public Svg Draw(IReadOnlyList<MappedImage> images)
    {
        var points = Turned([.. images.Select(image => ((double)image.X, (double)image.Y))]);
        var (left, right) = (points.Min(point => point.X), points.Max(point => point.X));
        var (bottom, top) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var scale = right > left ? (Across - (2 * Inset)) / (right - left) : 1;
        var height = Math.Max(SmallestHeight, (scale * (top - bottom)) + (2 * Inset));

        var canvas = new SvgCanvas(width, Top + height + 2);
        canvas.Text(0, 10, title, 9, Paint.Ink, bold: true);
        canvas.Frame(1, Top, Across, height, Paint.Axis, 0.6);

        // In the order of the test set, so that no class lies on top of another.
        foreach (var (point, image) in points.Zip(images))
        {
            var style = ClassStyle.All[image.Label];
            var x = 1 + (Across / 2) + (scale * (point.X - ((left + right) / 2)));
            var y = Top + (height / 2) - (scale * (point.Y - ((bottom + top) / 2)));
            canvas.Marker(style.Marker, x, y, Radius, style.Paint, style.Hollow, 0.85);
        }

        DrawLegend(canvas, images);
        return canvas.Finish();
    }

    /// <summary>Turned by a quarter where the map is taller than wide.</summary>
    private static List<(double X, double Y)> Turned(List<(double X, double Y)> points)
    {
        var across = points.Max(point => point.X) - points.Min(point => point.X);
        var up = points.Max(point => point.Y) - points.Min(point => point.Y);
        return up > across ? points.ConvertAll(point => (point.Y, -point.X)) : points;
    }

    private static void DrawLegend(SvgCanvas canvas, IReadOnlyList<MappedImage> images)
    {
        const double Left = Across + 16;
        canvas.Text(Left - 4, Top + 8, "class and images", TextSize, Paint.Muted);
        foreach (var (style, index) in ClassStyle.All.Select((style, index) => (style, index)))
        {
            var y = Top + 25 + (index * RowHeight);
            var count = images.Count(image => image.Label == index);
            canvas.Marker(style.Marker, Left, y - 2.8, Radius * 1.35, style.Paint, style.Hollow);
            canvas.Text(Left + 8, y, $"{ClassNames.All[index]} {Quantity.Count(count)}", TextSize, Paint.Ink);
        }
    }
}
