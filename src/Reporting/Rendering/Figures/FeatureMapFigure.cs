using Harness.Contracts.Showcases;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>One run's features of the first test images on a plane.</summary>
internal sealed class FeatureMapFigure(string label, string network, Showcase showcase) : Figure
{
    private readonly FeatureMap _map = showcase.Map;

    public override string Label => label;

    public override string Title => "Map of the test features";

    public override int PanelsPerRow => 1;

    public override Prose Caption => Prose.Of(
        $"What {network} ({Span.Code(showcase.Run.ToString())}, n = 1) computes before its last layer of the first {_map.Images.Count} test images, laid out by exact t-SNE: perplexity {Quantity.Plain(_map.Settings.Perplexity)}, {_map.Settings.Iterations} iterations, exaggeration {Quantity.Plain(_map.Settings.EarlyExaggeration)} in the first {_map.Settings.ExaggeratedIterations}, learning rate {Quantity.Plain(_map.Settings.LearningRate)}, seed {_map.Settings.Seed}; Kullback-Leibler divergence {Quantity.Number(_map.Divergence, 2)} nats. Axes and distances have no unit; what lies close is alike, what lies far says little.");

    public override string Alternative =>
        $"Scatter of {Quantity.Count(_map.Images.Count)} test images by the features of {network}, marked by class. On the map, the nearest neighbour of {Quantity.Percent(NearestOfSameClass(_map.Images), 0)} of them is of their own class.";

    public override IReadOnlyList<Svg> Draw() => _map.Images.Count < 2
        ? []
        : [new ScatterPanel("Test features by class", FullWidth).Draw(_map.Images)];

    /// <summary>Share of the images whose nearest other image on the map has their class; of equally near ones the first counts.</summary>
    public static double NearestOfSameClass(IReadOnlyList<MappedImage> images)
    {
        var same = 0;
        for (var one = 0; one < images.Count; one++)
        {
            var (nearest, distance) = (-1, double.PositiveInfinity);
            for (var other = 0; other < images.Count; other++)
            {
                var (across, up) = ((double)images[one].X - images[other].X, (double)images[one].Y - images[other].Y);
                var squared = (across * across) + (up * up);
                (nearest, distance) = other != one && squared < distance ? (other, squared) : (nearest, distance);
            }

            same += nearest >= 0 && images[nearest].Label == images[one].Label ? 1 : 0;
        }

        return (double)same / images.Count;
    }
}
