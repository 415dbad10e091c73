using System.Globalization;
using System.Xml.Linq;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Tests.Rendering.Figures;

public sealed class BlockDiagramFigureTests
{
    private static readonly BlockDiagramFigure Diagrams = new();

    [Fact]
    public void The_bottleneck_goes_from_256_channels_over_64_and_64_to_256() =>
        Assert.Contains("Bottleneck: 256 channels, then a 1×1, 64 convolution, then a 3×3, 64 convolution, then a 1×1, 256 convolution; the input is added as it is", Diagrams.Alternative, StringComparison.Ordinal);

    [Fact]
    public void Every_block_is_drawn_with_its_convolutions_and_one_curved_shortcut_inside_the_drawing()
    {
        var drawings = Diagrams.Draw();

        // Convolutions, the one of the projection, and the last ReLU.
        Assert.Equal([3, 4, 5], drawings.Select(drawing => Elements(drawing.Markup, "rect").Count));
        Assert.All(drawings, drawing =>
        {
            Assert.Contains(" C", Assert.Single(Elements(drawing.Markup, "path")).Attribute("d")!.Value, StringComparison.Ordinal);
            Assert.All(Elements(drawing.Markup, "rect"), box =>
            {
                var (left, width) = (Number(box, "x"), Number(box, "width"));
                Assert.True(left > 0 && left + width < drawing.Width, $"{box} leaves its drawing");
            });
        });
    }

    [Fact]
    public void Words_in_a_box_fit_into_it_also_in_a_wider_font()
    {
        foreach (var drawing in Diagrams.Draw())
        {
            var boxes = Elements(drawing.Markup, "rect").Select(box => (Left: Number(box, "x"), Right: Number(box, "x") + Number(box, "width"), Top: Number(box, "y"), Bottom: Number(box, "y") + Number(box, "height"))).ToList();
            foreach (var text in DrawnText.In(drawing, wider: 1.25))
            {
                Assert.All(boxes.Where(box => text.Top > box.Top && text.Bottom < box.Bottom && text.Left < box.Right && text.Right > box.Left), box =>
                    Assert.True(text.Left >= box.Left && text.Right <= box.Right, $"'{text.Text}' is wider than its box"));
            }
        }
    }

    private static List<XElement> Elements(string markup, string name) => [.. XDocument.Parse(markup).Descendants().Where(element => element.Name.LocalName == name)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
