using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>What a bottleneck saves, against which block, and against which it does not.</summary>
internal static class BottleneckChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        const string label = "sec-bottleneck";
        const string title = "What a bottleneck saves";
        var blocks = (inputs.Architectures?.Blocks ?? []).ToDictionary(block => block.Id);
        if (!blocks.TryGetValue("basic-256", out var wide) || !blocks.TryGetValue("bottleneck-256-64", out var bottleneck) || !blocks.TryGetValue("basic-64", out var equal))
        {
            return new Chapter(label, title, [new Paragraph(Prose.Of(
                $"The blocks of this comparison were not counted: {Span.Code("architectures.json")} is missing or lacks them."))]);
        }

        return new Chapter(label, title,
        [
            new Paragraph(Prose.Of($"Two 3×3 convolutions that keep 256 channels hold {wide.Weights} weights. A bottleneck, which squeezes 256 channels to 64 by a 1×1 convolution, filters them by a 3×3 and widens them again by another 1×1, holds {bottleneck.Weights}: {Span.Strong(Saving(wide.Weights, bottleneck.Weights))} fewer, a factor of {Factor(wide.Weights, bottleneck.Weights)}. At a resolution of {wide.Resolution}×{wide.Resolution} the multiply-accumulates fall from {Quantity.Macs(wide.Macs)} to {Quantity.Macs(bottleneck.Macs)}, by the same {Saving(wide.Macs, bottleneck.Macs)}, because every convolution here works at one resolution.")),
            new BlockCostFigure([wide, equal, bottleneck]).ToBlock(Prose.Empty),
            Table(wide, bottleneck, equal),
            new Subheading("Where the saving holds, and where it does not"),
            new BulletList([.. Reservations(inputs.Architectures!, bottleneck, equal)]),
        ]);
    }

    private static TableBlock Table(BlockCostRecord wide, BlockCostRecord bottleneck, BlockCostRecord equal) => new(
        "tab-bottleneck",
        Prose.Of($"Weights and multiply-accumulates of one block on a {wide.Resolution}×{wide.Resolution} map."),
        [Column.Wide("Block"), Column.Number("Weights"), Column.Number("MACs"), Column.Number("Saved against two 3×3 at 256"), Column.Number("Factor")],
        [.. new[] { wide, bottleneck, equal }.Select(block => new Prose[]
        {
            block.Title,
            Quantity.Count(block.Weights),
            Quantity.Count(block.Macs),
            block == wide ? Quantity.Missing : Saving(wide.Weights, block.Weights),
            block == wide ? "1" : Factor(wide.Weights, block.Weights),
        })],
        "Counted from the blocks’ layers; batch normalisation and shortcuts are left out.");

    private static IEnumerable<Prose> Reservations(ArchitecturesRecord architectures, BlockCostRecord bottleneck, BlockCostRecord equal)
    {
        yield return Prose.Of($"It holds for one block in one place: the first stage of ResNet-50, where 256 channels meet the largest map. ResNet-18 and ResNet-34 do contain pairs of 3×3 convolutions with 256 channels, but two stages later, on maps with a sixteenth of the pixels.");
        yield return Prose.Of($"Against the basic block at 64 channels, which the bottleneck replaces in practice ({equal.Weights} weights), the saving is {Saving(equal.Weights, bottleneck.Weights)}. The design buys four times as many channels at the same price rather than a smaller net.");
        var networks = architectures.Reference.ToDictionary(network => network.Id);
        if (networks.TryGetValue("resnet-34", out var basic) && networks.TryGetValue("resnet-50", out var deep))
        {
            yield return Prose.Of($"It does not hold for whole networks. With the same number of blocks a stage, ResNet-50 has {deep.Parameters} parameters and ResNet-34 {basic.Parameters} with the CIFAR-10 head, so exchanging two-layer blocks for bottlenecks made the net {Change(basic.Parameters, deep.Parameters)} in parameters and {Change(basic.Macs, deep.Macs)} in multiply-accumulates.");
        }

        yield return "Fewer multiply-accumulates are not less time in the same proportion: 1×1 convolutions move more data for each multiplication, and the wide maps around a bottleneck must be kept in memory for the backward pass.";
    }

    private static string Saving(long before, long after) => Quantity.Percent(1 - ((double)after / before), 1);

    private static string Factor(long before, long after) => $"{Quantity.Number((double)before / after, 1)}×";

    private static string Change(long before, long after)
    {
        var share = ((double)after / before) - 1;
        return $"{Quantity.Percent(Math.Abs(share), 1)} {(share >= 0 ? "larger" : "smaller")}";
    }
}
