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
        var counter = new LayerCounter(NetworkBlueprint.ImageChannels, NetworkBlueprint.ImageSize)
            .Convolution("conv1", blueprint.StemChannels, 3, padding: 1)
            .BatchNormalisation("bn1");
        return Finish(counter, blueprint, id, title, spec.Depth);
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
