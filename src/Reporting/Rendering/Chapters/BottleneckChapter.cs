using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>What a bottleneck saves, against which block and by which measure, and where it saves little.</summary>
internal static class BottleneckChapter
{
    public const string Label = "sec-bottleneck";

    public static Chapter Write(ReportInputs inputs)
    {
        const string title = "What a bottleneck saves";
        if (inputs.Architectures is not { } architectures || BlockComparison.Find(architectures, inputs.Benchmark) is not { } blocks)
        {
            return new Chapter(Label, title, [new Paragraph(Prose.Of(
                $"The blocks of this comparison were not counted: {Span.Code("architectures.json")} is missing or lacks them."))]);
        }

        var (wide, bottleneck) = (blocks.Wide, blocks.Bottleneck);
        return new Chapter(Label, title,
        [
            new Paragraph(Prose.Of($"Two 3×3 convolutions that keep 256 channels hold {wide.Weights} weights. A bottleneck ({Span.Reference(BlockDiagramFigure.Name)}), which squeezes 256 channels to 64 by a 1×1 convolution, filters them by a 3×3 and widens them again by another 1×1, holds {bottleneck.Weights}: {Span.Strong(BlockComparison.Saving(wide.Weights, bottleneck.Weights))} fewer, a factor of {BlockComparison.Factor(wide.Weights, bottleneck.Weights)}. At a resolution of {wide.Resolution}×{wide.Resolution} the multiply-accumulates fall from {Quantity.Macs(wide.Macs)} to {Quantity.Macs(bottleneck.Macs)}, by the same {BlockComparison.Saving(wide.Macs, bottleneck.Macs)}, because every convolution here works at one resolution.")),
            new BlockCostFigure(wide, [bottleneck, blocks.Equal], blocks.Times).ToBlock(Prose.Empty),
            BlockTable.Write(blocks),
            new Subheading("Where the saving holds, and where it does not"),
            new BulletList([.. BottleneckReservations.Of(blocks, architectures, inputs)]),
        ]);
    }
}
