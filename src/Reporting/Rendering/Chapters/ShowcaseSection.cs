using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>A look at one run: some of its right and wrong predictions, and where its features put the test images.</summary>
internal static class ShowcaseSection
{
    private const string Gallery = "fig-gallery";
    private const string Map = "fig-features";

    public static IEnumerable<Block> Write(ReportInputs inputs)
    {
        yield return new Subheading("A look at single images");
        if (inputs.Showcase is not { } showcase)
        {
            yield return new Paragraph(inputs.ShowcaseFault is { } fault
                ? $"No images are shown. {fault}"
                : Prose.Of($"No images are shown: these results hold no {Span.Code(ResultsLayout.ShowcaseName)}. {Span.Code("dotnet cake --target=Report")} makes it where a residual network has finished and its evaluation and the data set are at hand."));
            yield break;
        }

        var network = inputs.Arms.Name(showcase.Run.Arm);
        var final = inputs.Manifests.First(manifest => manifest.Identity.Run == showcase.Run).Final!;
        yield return new Paragraph(Prose.Of(
            $"{Span.Reference(Gallery)} shows what {network} says of single test images. Nobody chose them: they are the first {showcase.Images.Count(image => image.IsRight)} that it predicts rightly and the first {showcase.Images.Count(image => !image.IsRight)} that it predicts wrongly, so their shares say nothing; of all {DatasetSelection.TestImages} test images {Quantity.Percent(final.TestError)} are predicted wrongly (n = 1). A probability is what the network computes, not how often it is right."));
        yield return new GalleryFigure(Gallery, network, showcase).ToBlock("The network predicted no test image.");
        if (showcase.Map.Images.Count > 1)
        {
            yield return new Paragraph(Prose.Of(
                $"{Span.Reference(Map)} lays the network’s features out on a plane. There the nearest neighbour of {Quantity.Percent(FeatureMapFigure.NearestOfSameClass(showcase.Map.Images), 0)} of the {showcase.Map.Images.Count} images is of the same class; about one in ten would be by chance. The map illustrates and tests nothing."));
        }

        yield return new FeatureMapFigure(Map, network, showcase).ToBlock("The showcase holds no map of features.");
    }
}
