using Harness.Contracts.Architectures;
using Harness.Contracts.Benchmarks;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>What a block costs as a share of two wide 3x3 convolutions, by every measure there is.</summary>
/// <param name="whole">The block that the others are compared with.</param>
/// <param name="blocks">One panel each.</param>
/// <param name="times">Null where none were measured.</param>
internal sealed class BlockCostFigure(BlockCostRecord whole, IReadOnlyList<BlockCostRecord> blocks, TimedBlocks? times) : Figure
{
    public override string Label => "fig-blocks";

    public override string Title => "What is left of the price";

    public override Prose Caption => Prose.Of(
        $"Cost of a block in percent of that of two 3×3 convolutions at 256 channels, which the pale bars stand for. Weights, MACs and activation memory are counted{(times is null ? "; times were not measured" : $", times are measured (median of n = {times.N} ratios)")}. Little is left of weights and multiply-accumulates, most of the bottleneck’s memory.");

    public override string Alternative => string.Join(' ', blocks.Select(block =>
        $"{block.Title}: {string.Join(", ", Shares(block).Select(share => $"{share.Name} {Quantity.Percent(share.Value, 1)}"))} of two 3×3 convolutions at 256 channels{(times is null ? "" : $" (times: n = {times.N})")}."));

    public override IReadOnlyList<Svg> Draw() => [.. blocks.Select((block, index) =>
        new BarPanel(index == 0 ? "Bottleneck 256-64-256" : "Two 3×3 at 64 channels", HalfWidth, whole: 1)
            .Draw([.. Shares(block).Select(share => new BarRow(share.Name, [new BarSegment("", share.Value, Paint.Shades[4], false)], Quantity.Percent(share.Value, 1)))]))];

    private IEnumerable<(string Name, double Value)> Shares(BlockCostRecord block)
    {
        yield return ("Weights", Share(block.Weights, whole.Weights));
        yield return ("MACs", Share(block.Macs, whole.Macs));
        yield return ("Memory", Share(Activations.BytesOf(block), Activations.BytesOf(whole)));
        if (times is not null)
        {
            yield return ("Forward", Measured(block, TimedBlocks.Forward));
            yield return ("Backward", Measured(block, TimedBlocks.Backward));
        }
    }

    private double Measured(BlockCostRecord block, Func<BlockTimeRecord, IReadOnlyList<double>> time) => times!.Ratio(block.Id, whole.Id, time).Median;

    private static double Share(long part, long total) => (double)part / total;
}
