using System.Globalization;
using Harness.Contracts.Architectures;
using Harness.Contracts.Plans;
using Harness.Experiments.Models;

namespace Harness.Experiments.Architectures;

/// <summary>Counts residual and plain networks from the blueprint that the trained module is built from.</summary>
internal static class ResidualArchitecture
{
    /// <summary>A CIFAR network: 3x3 stem, 32x32 images.</summary>
    public static NetworkRecord OfCifar(string id, string title, ModelSpec spec, int classes = 10)
    {
        var blueprint = NetworkBlueprint.Of(spec, classes);
        return Finish(CifarStem(blueprint), blueprint, id, title, spec.Depth);
    }

    /// <summary>The published ImageNet network: 7x7 stem of stride 2, max-pooling, 224x224 images (He et al. table 1).</summary>
    public static NetworkRecord OfImageNet(string id, string title, int depth)
    {
        var blueprint = NetworkBlueprint.Of(new ModelSpec(ModelFamily.FourStage, depth, Shortcut.Projection), classes: 1_000);
        var counter = new LayerCounter(NetworkBlueprint.ImageChannels, 224)
            .Convolution("conv1", blueprint.StemChannels, 7, stride: 2, padding: 3)
            .BatchNormalisation("bn1")
            .Pool("maxpool", 3, 2, padding: 1);
        return Finish(counter, blueprint, id, title, depth);
    }

    /// <summary>
    /// What ResNet-50 for CIFAR images would be without bottlenecks: every block gives way to two 3x3 convolutions at the width that the bottleneck puts out
    /// (256, 512, 1024, 2048). Nobody trains such a net; it says what the bottlenecks of the real one save.
    /// </summary>
    public static NetworkRecord OfWideBasicBlocks(string id, string title)
    {
        const int Depth = 50;
        var blueprint = NetworkBlueprint.Of(new ModelSpec(ModelFamily.FourStage, Depth, Shortcut.Projection), classes: 10);
        var wide = blueprint with
        {
            Stages = [.. blueprint.Stages.Select(stage => stage.Select(block => block with { Planes = block.OutputChannels, IsBottleneck = false }).ToList())],
        };
        var convolutions = 2 * wide.Stages.Sum(stage => stage.Count);
        return Finish(CifarStem(wide), wide, id, title, depth: convolutions + 2);
    }

    /// <summary>Adds one block under the state_dict prefix <paramref name="prefix"/>.</summary>
    public static void AddBlock(LayerCounter counter, BlockBlueprint block, string prefix)
    {
        var (inputs, inputSize) = (counter.Channels, counter.Size);
        if (block.IsBottleneck)
        {
            counter.Convolution(prefix + "conv1", block.Planes, 1).BatchNormalisation(prefix + "bn1")
                .Convolution(prefix + "conv2", block.Planes, 3, block.Stride, padding: 1).BatchNormalisation(prefix + "bn2")
                .Convolution(prefix + "conv3", block.OutputChannels, 1).BatchNormalisation(prefix + "bn3");
        }
        else
        {
            counter.Convolution(prefix + "conv1", block.Planes, 3, block.Stride, padding: 1).BatchNormalisation(prefix + "bn1")
                .Convolution(prefix + "conv2", block.OutputChannels, 3, padding: 1).BatchNormalisation(prefix + "bn2");
        }

        if (block.Shortcut == Shortcut.Projection && block.ChangesShape)
        {
            counter.Projection(prefix + "downsample", inputs, inputSize, block.Stride);
        }
    }

    private static LayerCounter CifarStem(NetworkBlueprint blueprint) => new LayerCounter(NetworkBlueprint.ImageChannels, NetworkBlueprint.ImageSize)
        .Convolution("conv1", blueprint.StemChannels, 3, padding: 1)
        .BatchNormalisation("bn1");

    private static NetworkRecord Finish(LayerCounter counter, NetworkBlueprint blueprint, string id, string title, int depth)
    {
        for (var stage = 0; stage < blueprint.Stages.Count; stage++)
        {
            counter.Stage(string.Create(CultureInfo.InvariantCulture, $"stage {stage + 1}"));
            for (var block = 0; block < blueprint.Stages[stage].Count; block++)
            {
                AddBlock(counter, blueprint.Stages[stage][block], string.Create(CultureInfo.InvariantCulture, $"layer{stage + 1}.{block}."));
            }
        }

        return counter.Stage("head").GlobalAveragePool("avgpool").Linear("fc", blueprint.Classes).Sum(id, title, blueprint.Classes, depth);
    }
}
