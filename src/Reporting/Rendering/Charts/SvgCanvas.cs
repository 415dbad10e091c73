using System.Globalization;
using System.Security;
using System.Text;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>A finished drawing. Lengths are points: 1/72 inch on paper.</summary>
internal sealed record Svg(string Markup, double Width, double Height)
{
    /// <summary>Whether there are photographs in it; all else is drawn.</summary>
    public bool HoldsPictures => Markup.Contains("<image ", StringComparison.Ordinal);

    /// <summary>Elements that show values under the pointer, to stand last in the drawing. Paper has no pointer, so they are no part of <see cref="Markup"/>.</summary>
    public string Readings { get; init; } = "";
}

internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// Draws an SVG. Every element carries both plain attributes, which are all that the PDF compiler reads, and a class, by which the HTML's
/// style sheet recolours it for dark screens.
/// </summary>
internal sealed class SvgCanvas(double width, double height)
{
    /// <summary>Quoted, because a family name that ends in a digit is not a CSS identifier.</summary>
    private const string Fonts = "'Source Sans 3', 'DejaVu Sans', 'Libertinus Serif', sans-serif";

    private readonly StringBuilder _body = new();
    private readonly StringBuilder _readings = new();

    public double Width => width;

    public double Height => height;

    public void Line(double x1, double y1, double x2, double y2, Paint paint, double thickness = 0.6, string? dashes = null) =>
        Element($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"{paint.Stroke(thickness, dashes)}/>");

    public void Polyline(IEnumerable<(double X, double Y)> points, Paint paint, double thickness, string? dashes = null) =>
        Element($"<polyline points=\"{Points(points)}\" fill=\"none\" stroke-linejoin=\"round\"{paint.Stroke(thickness, dashes)}/>");

    public void Polygon(IEnumerable<(double X, double Y)> points, Paint paint, double opacity = 1) =>
        Element($"<polygon points=\"{Points(points)}\"{paint.Fill(opacity)}/>");

    public void Rectangle(double x, double y, double w, double h, Paint paint) =>
        Element($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\"{paint.Fill(1)}/>");

    /// <summary>A box with a rim and slightly rounded corners.</summary>
    public void Box(double x, double y, double w, double h, Paint paint, Paint rim) =>
        Element($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" rx=\"2\"{paint.Fill(1, rim, 0.7)}/>");

    /// <summary>A smooth line through cubic Bézier pieces: a start, then two control points and an end for each piece.</summary>
    public void Curve((double X, double Y) start, IEnumerable<(double X, double Y)> pieces, Paint paint, double thickness) =>
        Element($"<path d=\"M{N(start.X)},{N(start.Y)} C{Points(pieces)}\" fill=\"none\"{paint.Stroke(thickness, null)}/>");

    /// <summary>The outline of a rectangle.</summary>
    public void Frame(double x, double y, double w, double h, Paint paint, double thickness, string? dashes = null) =>
        Element($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" fill=\"none\"{paint.Stroke(thickness, dashes)}/>");

    /// <summary>A square photograph, its pixels kept as squares. It lies inside the drawing, so nothing is fetched.</summary>
    public void Picture(double x, double y, double size, ReadOnlySpan<byte> png) =>
        Element($"<image x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(size)}\" height=\"{N(size)}\" image-rendering=\"pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>");

    /// <summary>A marker around a centre, filled with paint, or hollow with a rim of it.</summary>
    public void Marker(MarkerShape shape, double x, double y, double radius, Paint paint, bool hollow = false, double opacity = 1)
    {
        var look = hollow ? Paint.Paper.Fill(1, paint, 1.1) : paint.Fill(opacity);
        var (r, s) = (radius, radius * 0.89);
        Element(shape switch
        {
            MarkerShape.Circle => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\"{look}/>",
            MarkerShape.Square => $"<rect x=\"{N(x - s)}\" y=\"{N(y - s)}\" width=\"{N(2 * s)}\" height=\"{N(2 * s)}\"{look}/>",
            MarkerShape.Triangle => $"<polygon points=\"{Points([(x, y - (1.2 * r)), (x + (1.1 * r), y + (0.8 * r)), (x - (1.1 * r), y + (0.8 * r))])}\"{look}/>",
            MarkerShape.Diamond => $"<polygon points=\"{Points([(x, y - (1.3 * r)), (x + (1.3 * r), y), (x, y + (1.3 * r)), (x - (1.3 * r), y)])}\"{look}/>",
            _ => $"<polygon points=\"{Points([(x, y + (1.2 * r)), (x + (1.1 * r), y - (0.8 * r)), (x - (1.1 * r), y - (0.8 * r))])}\"{look}/>",
        });
    }

    /// <summary>Text with its baseline at <paramref name="y"/>; <paramref name="upward"/> turns it a quarter to the left around that point.</summary>
    public void Text(double x, double y, string text, double size, Paint paint, Anchor anchor = Anchor.Start, bool bold = false, bool upward = false)
    {
        var turn = upward ? $" transform=\"rotate(-90 {N(x)} {N(y)})\"" : "";
        var side = anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        var weight = bold ? " font-weight=\"600\"" : "";
        Element($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\"{weight}{side}{turn}{paint.Fill(1)}>{SecurityElement.Escape(VisibleText.ForPaper(text))}</text>");
    }

    /// <summary>What the reader of a screen sees while pointing at this part of the drawing, for instance the values of all curves at one epoch.</summary>
    /// <param name="cursor">Where an upright line marks the place; null for none.</param>
    public void Reading(double x, double y, double w, double h, string text, double? cursor = null)
    {
        var line = cursor is { } at ? $"<line x1=\"{N(at)}\" y1=\"{N(y)}\" x2=\"{N(at)}\" y2=\"{N(y + h)}\"/>" : "";
        _readings.Append($"<g class=\"reading\"><title>{SecurityElement.Escape(VisibleText.ForPaper(text))}</title><rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\"/>{line}</g>");
    }

    public Svg Finish() => new(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" "
            + $"font-family=\"{Fonts}\">{_body}</svg>",
        Width,
        Height)
    {
        Readings = _readings.ToString(),
    };

    internal static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));

    private void Element(string markup) => _body.Append(markup);
}
