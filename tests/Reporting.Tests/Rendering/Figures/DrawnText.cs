using System.Globalization;
using System.Xml.Linq;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Figures;

/// <summary>A text in a drawing and the box it fills, estimated from the font's advance widths.</summary>
internal sealed record DrawnText(string Text, double Left, double Top, double Right, double Bottom)
{
    /// <param name="wider">Factor on the widths, for readers whose fonts are wider than Source Sans 3.</param>
    public static IReadOnlyList<DrawnText> In(Svg drawing, double wider = 1) =>
        [.. XDocument.Parse(drawing.Markup).Descendants().Where(element => element.Name.LocalName == "text").Select(element => Box(element, wider))];

    /// <summary>Half a point of contact is not seen.</summary>
    public bool Overlaps(DrawnText other) =>
        Left < other.Right - 0.5 && other.Left < Right - 0.5 && Top < other.Bottom - 0.5 && other.Top < Bottom - 0.5;

    public bool Inside(Svg drawing) => Left >= 0 && Top >= 0 && Right <= drawing.Width && Bottom <= drawing.Height;

    private static DrawnText Box(XElement element, double wider)
    {
        double Number(string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        var (x, y, size) = (Number("x"), Number("y"), Number("font-size"));
        var width = wider * TextWidth.Of(element.Value, size, element.Attribute("font-weight") is not null);
        var start = element.Attribute("text-anchor")?.Value switch { "middle" => -width / 2, "end" => -width, _ => 0 };

        // Ascenders reach 0.75 and descenders 0.22 of the size above and below the baseline.
        return element.Attribute("transform") is null
            ? new DrawnText(element.Value, x + start, y - (0.75 * size), x + start + width, y + (0.22 * size))
            : new DrawnText(element.Value, x - (0.75 * size), y - start - width, x + (0.22 * size), y - start);
    }
}
