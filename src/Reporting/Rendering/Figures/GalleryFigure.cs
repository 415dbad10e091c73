using Harness.Contracts.Showcases;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>The first test images that one run predicts rightly and wrongly.</summary>
internal sealed class GalleryFigure(string label, string network, Showcase showcase) : Figure
{
    public override string Label => label;

    public override string Title => "Test images, right and wrong";

    public override Prose Caption => Prose.Of(
        $"The first test images that {network} ({Span.Code(showcase.Run.ToString())}, n = 1) predicts rightly, and the first that it predicts wrongly, in the test set’s order, each pixel enlarged to a square. The percentage is the softmax probability of the predicted class. Right: green, whole frame, tick; wrong: red, dashed frame, cross.");

    public override string Alternative => $"Test images with predictions of {network}. Right: {Words(right: true)}. Wrong: {Words(right: false)}.";

    public override IReadOnlyList<Svg> Draw() => showcase.Images.Count == 0
        ? []
        : [Panel("Predicted rightly", right: true), Panel("Predicted wrongly", right: false)];

    private Svg Panel(string title, bool right) => new GalleryPanel(title, right, HalfWidth).Draw([.. Of(right)]);

    private IEnumerable<ShownImage> Of(bool right) => showcase.Images.Where(image => image.IsRight == right);

    private string Words(bool right) => string.Join("; ", Of(right).Select(image =>
        $"real: {ClassNames.All[image.Label]}, predicted: {ClassNames.All[image.Predicted]}, {Quantity.Percent(image.Probability, 0)}").DefaultIfEmpty("none"));
}
