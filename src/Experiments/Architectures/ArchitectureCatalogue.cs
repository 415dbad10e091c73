using System.Globalization;
using Harness.Contracts.Architectures;
using Harness.Contracts.Plans;
using Harness.Experiments.Models;

namespace Harness.Experiments.Architectures;

/// <summary>Every network that the report's parameter tables show, counted from its layers.</summary>
internal static class ArchitectureCatalogue
{
    private static readonly int[] FourStageDepths = [18, 34, 50, 101, 152];
    private static readonly int[] ThreeStageDepths = [20, 32, 44, 56, 110];

    public static ArchitecturesRecord Of(Plan plan) => new()
    {
        Schema = ArchitecturesRecord.SchemaName,
        Arms = [.. plan.Arms.Select(arm => ResidualArchitecture.OfCifar(arm.Id, Title(arm.Model), arm.Model))],
        Reference =
        [
            .. FourStageDepths.Select(depth => Cifar($"resnet-{depth}", new ModelSpec(ModelFamily.FourStage, depth, Shortcut.Projection))),
            Cifar("plain-18", new ModelSpec(ModelFamily.FourStage, 18, Shortcut.None)),
            Cifar("plain-34", new ModelSpec(ModelFamily.FourStage, 34, Shortcut.None)),
            .. ThreeStageDepths.Select(depth => Cifar($"resnet-{depth}", new ModelSpec(ModelFamily.ThreeStage, depth, Shortcut.ZeroPadding))),
            .. FourStageDepths.Select(depth => ResidualArchitecture.OfImageNet($"imagenet-resnet-{depth}", $"ResNet-{depth}", depth)),
            HistoricalNetworks.LeNet5(),
            HistoricalNetworks.LeNet5AsPublished(),
            HistoricalNetworks.Vgg16(),
        ],
        Blocks =
        [
            Block("basic-256", "Two 3×3 convolutions at 256 channels", new BlockBlueprint(256, 256, 256, 1, IsBottleneck: false, Shortcut.ZeroPadding)),
            Block("bottleneck-256-64", "Bottleneck 1×1, 3×3, 1×1: 256, 64, 256 channels", new BlockBlueprint(256, 64, 256, 1, IsBottleneck: true, Shortcut.ZeroPadding)),
            Block("basic-64", "Two 3×3 convolutions at 64 channels", new BlockBlueprint(64, 64, 64, 1, IsBottleneck: false, Shortcut.ZeroPadding)),
        ],
    };

    /// <summary>For instance <c>ResNet-56</c>, <c>Plain-20</c> or <c>ResNet-18 (width × 0.25)</c>.</summary>
    public static string Title(ModelSpec model)
    {
        var name = $"{(model.IsResidual ? "ResNet" : "Plain")}-{model.Depth}";
        return model.WidthMultiplier == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} (width × {model.WidthMultiplier})");
    }

    private static NetworkRecord Cifar(string id, ModelSpec spec) => ResidualArchitecture.OfCifar(id, Title(spec), spec);

    /// <summary>The block on 32x32 maps, where ResNet-50 has its 256-64-256 blocks for CIFAR images. Normalisation is left out, as in the seed document's sum.</summary>
    private static BlockCostRecord Block(string id, string title, BlockBlueprint blueprint)
    {
        const int Resolution = NetworkBlueprint.ImageSize;
        var counter = new LayerCounter(blueprint.InputChannels, Resolution).Stage("block");
        ResidualArchitecture.AddBlock(counter, blueprint, "");
        var convolutions = counter.Layers.Where(layer => layer.Kind == "conv").ToList();
        return new BlockCostRecord(id, title, Resolution, convolutions.Sum(layer => layer.Parameters), convolutions.Sum(layer => layer.Macs), convolutions);
    }
}
