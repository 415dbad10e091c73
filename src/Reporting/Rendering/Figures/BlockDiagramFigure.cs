using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>The basic and the bottleneck block, and what a bottleneck looks like where its input cannot be added as it is (after He et al. 2015, Figure 5).</summary>
internal sealed class BlockDiagramFigure : Figure
{
    public const string Name = "fig-block-diagrams";

    /// <summary>A third of the text's width, less the gaps.</summary>
    private const double ThirdWidth = 147;

    private const string Between = "BN, ReLU";

    private static readonly IReadOnlyList<DrawnBlock> Blocks =
    [
        new(
            "Basic",
            "64 channels",
            [new("3×3, 64", Between, 64, IsPointwise: false), new("3×3, 64", "BN", 64, IsPointwise: false)],
            null,
            "64 channels"),
        new(
            "Bottleneck",
            "256 channels",
            [new("1×1, 64", Between, 64, IsPointwise: true), new("3×3, 64", Between, 64, IsPointwise: false), new("1×1, 256", "BN", 256, IsPointwise: true)],
            null,
            "256 channels"),
        new(
            "Bottleneck with projection",
            "256 channels",
            [new("1×1, 128", Between, 128, IsPointwise: true), new("3×3, 128, /2", Between, 128, IsPointwise: false), new("1×1, 512", "BN", 512, IsPointwise: true)],
            new("1×1, 512", "/2, BN", 512, IsPointwise: true),
            "512 channels, half size"),
    ];

    public override string Label => Name;

    public override string Title => "Basic and bottleneck block";

    public override Prose Caption =>
        "After He et al. 2015, Figure 5. Each box is a convolution: kernel, output channels, /2 where it halves the map; BN is batch normalisation. 3×3 boxes are darker, and a box is wider the more channels it puts out (not to scale). With projection: the first block of a later stage, whose input is projected to the new shape (option B); the 6n+2 nets instead drop every other pixel and fill up with channels of zeros (option A), which has no weights.";

    public override string Alternative => string.Join(' ', Blocks.Select(block =>
        $"{block.Title}: {block.Input}, then {string.Join(", then ", block.Convolutions.Select(convolution => $"a {convolution.Label.Replace(", /2", ", stride 2", StringComparison.Ordinal)} convolution"))}; {(block.Projection is null ? "the input is added as it is" : $"the input is added after a {block.Projection.Label} projection of stride 2")}, then ReLU gives {block.Output}."));

    public override int PanelsPerRow => 3;

    public override IReadOnlyList<Svg> Draw() => [.. Blocks.Select(new BlockPanel(ThirdWidth).Draw)];
}
