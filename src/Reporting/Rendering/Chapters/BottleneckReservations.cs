using Harness.Contracts.Architectures;
using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Where the 94 % of the bottleneck comparison hold and where they do not, in sentences. Every number is from the records.</summary>
internal static class BottleneckReservations
{
    public static IEnumerable<Prose> Of(BlockComparison blocks, ArchitecturesRecord architectures, ReportInputs inputs)
    {
        yield return "It holds for weights and multiply-accumulates of one block in one place: the first stage of ResNet-50, where 256 channels meet the largest map. ResNet-18 and ResNet-34 do contain pairs of 3×3 convolutions with 256 channels, but two stages later, on maps with a sixteenth of the pixels.";
        var networks = architectures.Reference.ToDictionary(network => network.Id);
        foreach (var item in WholeNetworks(networks))
        {
            yield return item;
        }

        yield return Memory(blocks);
        yield return Time(blocks, inputs);
        yield return EqualPrice(blocks);
    }

    private static IEnumerable<Prose> WholeNetworks(Dictionary<string, NetworkRecord> networks)
    {
        if (!networks.TryGetValue("resnet-50", out var deep))
        {
            yield break;
        }

        if (networks.TryGetValue("resnet-50-basic", out var wide))
        {
            yield return Prose.Of($"It nearly holds for a whole network that nobody builds: with two 3×3 convolutions at the output width in place of every bottleneck, ResNet-50 (CIFAR-10 head) would have {Quantity.Millions(wide.Parameters)} parameters instead of {Quantity.Millions(deep.Parameters)} and take {Quantity.Macs(wide.Macs)} multiply-accumulates an image instead of {Quantity.Macs(deep.Macs)}. The bottlenecks save {BlockComparison.Saving(wide.Parameters, deep.Parameters)} and {BlockComparison.Saving(wide.Macs, deep.Macs)} of these.");
        }
        else
        {
            yield return Prose.Of($"What ResNet-50 would cost with basic blocks at its widths was not counted by the version that wrote {Span.Code("architectures.json")}; {Span.Code("experiments export")} counts it.");
        }

        if (networks.TryGetValue("resnet-34", out var basic))
        {
            yield return Prose.Of($"It does not hold against the networks that are built. With the same number of blocks a stage, ResNet-50 has {deep.Parameters} parameters and ResNet-34 {basic.Parameters} with the CIFAR-10 head, so exchanging two-layer blocks for bottlenecks made the net {BlockComparison.Change(basic.Parameters, deep.Parameters)} in parameters and {BlockComparison.Change(basic.Macs, deep.Macs)} in multiply-accumulates. Its feature maps take {BlockComparison.Factor(Activations.BytesOf(deep.Layers), Activations.BytesOf(basic.Layers))} the memory.");
        }
    }

    private static Prose Memory(BlockComparison blocks)
    {
        var (wide, bottleneck) = (Activations.BytesOf(blocks.Wide), Activations.BytesOf(blocks.Bottleneck));
        return Prose.Of($"It does not hold for memory. For the backward pass, one image leaves {Quantity.Bytes(wide)} in two wide convolutions and {Quantity.Bytes(bottleneck)} in the bottleneck, a saving of {BlockComparison.Saving(wide, bottleneck)} and not of {BlockComparison.Saving(blocks.Wide.Weights, blocks.Bottleneck.Weights)}: whatever lies between, a map of 256 channels comes out.");
    }

    private static Prose Time(BlockComparison blocks, ReportInputs inputs)
    {
        if (blocks.Times is not { } times)
        {
            return "Whether it holds for time was not measured for this report. Fewer multiply-accumulates are not less time in the same proportion: 1×1 convolutions move more data for each multiplication, and normalisation, activation and addition cost what the maps’ size says.";
        }

        var machine = NameOf(times.Record.Machine);
        var counted = (double)blocks.Wide.Macs / blocks.Bottleneck.Macs;
        var both = times.Ratio(blocks.Wide.Id, blocks.Bottleneck.Id, TimedBlocks.Both);
        var forward = times.Ratio(blocks.Wide.Id, blocks.Bottleneck.Id, TimedBlocks.Forward);
        var backward = times.Ratio(blocks.Wide.Id, blocks.Bottleneck.Id, TimedBlocks.Backward);
        var elsewhere = inputs.Manifests.Count > 0 && inputs.Manifests.All(run => NameOf(run.Machine) != machine) ? " The runs of this report were made on another machine." : "";
        // The range, not the median alone, must lie below the counted factor.
        var opening = both.High < counted ? "It does not quite hold for time." : both.Low > counted ? "It holds for time." : "For time it holds within what repetitions differ by.";
        var reason = both.High < counted ? " 1×1 convolutions move more data for each multiplication, and normalisation, activation and addition cost what the maps’ size says." : "";
        return Prose.Of($"{opening} Measured on {machine}, the wide convolutions’ forward and backward pass together take {Range(both)} as long as the bottleneck’s (median and range of n = {times.N} repetitions; forward {Range(forward)}, backward {Range(backward)}), a saving of {Quantity.Percent(1 - (1 / both.Median), 1)}; by the multiply-accumulates it would be {BlockComparison.Times1(counted)}.{reason}{elsewhere}");
    }

    private static Prose EqualPrice(BlockComparison blocks)
    {
        var (equal, bottleneck) = (blocks.Equal, blocks.Bottleneck);
        var memory = (double)Activations.BytesOf(bottleneck) / Activations.BytesOf(equal);
        var time = blocks.Times is not { } times
            ? Prose.Empty
            : Prose.Of($" In time it takes {Range(times.Ratio(bottleneck.Id, equal.Id, TimedBlocks.Both), 2)} as long (n = {times.N}).");
        return Prose.Of($"Against the basic block at 64 channels, which the bottleneck replaces in practice ({equal.Weights} weights), the saving is {BlockComparison.Saving(equal.Weights, bottleneck.Weights)} of weights and multiply-accumulates, and it keeps {BlockComparison.Times1(memory)} as much memory.{time} The design buys four times as many channels at about the same arithmetic rather than a smaller net.");
    }

    private static string Range(TimeRatio ratio, int decimals = 1) =>
        $"{Quantity.Number(ratio.Median, decimals)}× ({Quantity.Number(ratio.Low, decimals)} to {Quantity.Number(ratio.High, decimals)})";

    private static string NameOf(MachineRecord machine) => machine.Accelerator ?? machine.Processor;
}
