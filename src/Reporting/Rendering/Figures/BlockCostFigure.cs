using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Convolution weights of the three blocks of the bottleneck comparison.</summary>
internal sealed class BlockCostFigure(IReadOnlyList<BlockCostRecord> blocks) : Figure
{
    public override string Label => "fig-blocks";

    public override string Title => "The price of one block";

    public override Prose Caption => "Convolution weights of one block; normalisation and shortcuts are left out. The bars are to scale.";

    public override string Alternative =>
        $"Bars of weights: {string.Join(", ", blocks.Select(block => $"{block.Title} {Quantity.Count(block.Weights)}"))}.";

    public override int PanelsPerRow => 1;

    public override IReadOnlyList<Svg> Draw() => blocks.Count == 0
        ? []
        : [new BarPanel("Convolution weights", FullWidth).Draw([.. blocks.Select((block, index) =>
            new BarRow(block.Title, [new BarSegment("", block.Weights, Paint.Shades[index == 0 ? 4 : 2], false)], Quantity.Count(block.Weights)))])];
}
