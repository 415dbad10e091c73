using Harness.Contracts.Architectures;
using Harness.Contracts.Plans;
using Harness.Experiments.Models;

namespace Harness.Experiments.Architectures;

/// <summary>A block of the bottleneck comparison: counted for <c>architectures.json</c> and timed for <c>benchmark.json</c> from one blueprint.</summary>
internal sealed record ComparedBlock(string Id, string Title, BlockBlueprint Blueprint)
{
    /// <summary>32x32 maps, on which ResNet-50 has its 256-64-256 blocks for CIFAR images.</summary>
    public const int Resolution = NetworkBlueprint.ImageSize;

    /// <summary>Input and output have one shape, so each shortcut adds the input as it is.</summary>
    public static IReadOnlyList<ComparedBlock> All { get; } =
    [
        new("basic-256", "Two 3×3 convolutions at 256 channels", new BlockBlueprint(256, 256, 256, 1, IsBottleneck: false, Shortcut.ZeroPadding)),
        new("bottleneck-256-64", "Bottleneck 1×1, 3×3, 1×1: 256, 64, 256 channels", new BlockBlueprint(256, 64, 256, 1, IsBottleneck: true, Shortcut.ZeroPadding)),
        new("basic-64", "Two 3×3 convolutions at 64 channels", new BlockBlueprint(64, 64, 64, 1, IsBottleneck: false, Shortcut.ZeroPadding)),
    ];

    /// <summary>Normalisation is left out, as in the seed document's sum.</summary>
    public BlockCostRecord Count()
    {
        var counter = new LayerCounter(Blueprint.InputChannels, Resolution).Stage("block");
        ResidualArchitecture.AddBlock(counter, Blueprint, "");
        var convolutions = counter.Layers.Where(layer => layer.Kind == "conv").ToList();
        return new BlockCostRecord(Id, Title, Resolution, convolutions.Sum(layer => layer.Parameters), convolutions.Sum(layer => layer.Macs), convolutions);
    }
}
