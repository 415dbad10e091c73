using Harness.Contracts.Showcases;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>Test images, each beside its class, the predicted class and that class's probability. Frame, mark and dashes say whether it is right.</summary>
internal sealed class GalleryPanel(string title, bool right, double width)
{
    private const int Columns = 2;
    private const double Side = 48;
    private const double RowHeight = Side + 9;
    private const double Top = 20;
    private const double TextSize = 7.6;

    /// <summary>Sharp at four times the size of a screen's pixel, still a few kilobytes.</summary>
    private const int PictureFactor = 8;

    private readonly Paint _paint = right ? Paint.Right : Paint.Wrong;

    public Svg Draw(IReadOnlyList<ShownImage> images)
    {
        var rows = (images.Count + Columns - 1) / Columns;
        var canvas = new SvgCanvas(width, Top + (Math.Max(1, rows) * RowHeight) - 6);
        canvas.Text(0, 10, title, 9, Paint.Ink, bold: true);
        foreach (var (image, index) in images.Select((image, index) => (image, index)))
        {
            DrawImage(canvas, image, 1.5 + (index % Columns * (width / Columns)), Top + (index / Columns * RowHeight));
        }

        if (images.Count == 0)
        {
            canvas.Text(0, Top + 14, "none", TextSize, Paint.Muted);
        }

        return canvas.Finish();
    }

    private void DrawImage(SvgCanvas canvas, ShownImage image, double x, double y)
    {
        canvas.Picture(x, y, Side, PngPicture.Encode(image.Pixels.Span, Showcase.ImageSize, PictureFactor));
        canvas.Frame(x - 0.75, y - 0.75, Side + 1.5, Side + 1.5, _paint, 1.5, right ? null : "5 2.5");
        var left = x + Side + 6;
        DrawMark(canvas, left, y + 3.7);
        canvas.Text(left + 10, y + 6.5, Quantity.Percent(image.Probability, 0), TextSize, _paint, bold: true);
        Term("real:", image.Label, 17);
        Term("predicted:", image.Predicted, 36.5);

        void Term(string term, byte ofClass, double down)
        {
            canvas.Text(left, y + down, term, TextSize - 0.6, Paint.Muted);
            canvas.Text(left, y + down + 9, ClassNames.All[ofClass], TextSize, Paint.Ink);
        }
    }

    // Drawn, because not every font has these signs.
    private void DrawMark(SvgCanvas canvas, double x, double y)
    {
        if (right)
        {
            canvas.Polyline([(x, y), (x + 2.4, y + 2.8), (x + 7, y - 3.4)], _paint, 1.5);
        }
        else
        {
            canvas.Line(x + 0.6, y - 3, x + 6.6, y + 3, _paint, 1.5);
            canvas.Line(x + 0.6, y + 3, x + 6.6, y - 3, _paint, 1.5);
        }
    }
}
