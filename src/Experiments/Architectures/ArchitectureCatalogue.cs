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
            ResidualArchitecture.OfWideBasicBlocks("resnet-50-basic", "ResNet-50’s widths with basic blocks"),
            HistoricalNetworks.LeNet5(),
            HistoricalNetworks.LeNet5AsPublished(),
            HistoricalNetworks.Vgg16(),
        ],
        Blocks = [.. ComparedBlock.All.Select(block => block.Count())],
    };

    /// <summary>For instance <c>ResNet-56</c>, <c>Plain-20</c> or <c>ResNet-18 (width × 0.25)</c>.</summary>
    public static string Title(ModelSpec model)
    {
        var name = $"{(model.IsResidual ? "ResNet" : "Plain")}-{model.Depth}";
        return model.WidthMultiplier == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} (width × {model.WidthMultiplier})");
    }

    private static NetworkRecord Cifar(string id, ModelSpec spec) => ResidualArchitecture.OfCifar(id, Title(spec), spec);
}
