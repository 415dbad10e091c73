using System.Globalization;
using Harness.Contracts.Architectures;

namespace Harness.Experiments.Architectures;

/// <summary>The networks that the seed document sets beside ResNet-50.</summary>
internal static class HistoricalNetworks
{
    /// <summary>
    /// LeNet-5 as it is usually built today: every map of C3 sees all six maps of S2 (the original's sparse table has 60,000 parameters in all, LeCun et al. 1998,
    /// section II.B), plain pooling, and a dense output layer.
    /// </summary>
    public static NetworkRecord LeNet5() => new LayerCounter(1, 32)
        .Stage("features")
        .Convolution("c1", 6, 5, bias: true).Pool("s2", 2, 2)
        .Convolution("c3", 16, 5, bias: true).Pool("s4", 2, 2)
        .Stage("head")
        .Linear("c5", 120).Linear("f6", 84).Linear("output", 10)
        .Sum("lenet-5", "LeNet-5 (dense C3)", 10, depth: 7);

    /// <summary>LeNet-5 as published: trained sub-sampling, the sparse connections of C3 (table I) and fixed radial-basis outputs, which have no trained parameters.</summary>
    public static NetworkRecord LeNet5AsPublished()
    {
        var counter = new LayerCounter(1, 32).Stage("features").Convolution("c1", 6, 5, bias: true).TrainedSubsampling("s2");
        // Table I connects 60 of the 96 pairs of maps: 60 kernels of 5x5 and 16 biases.
        const int Connections = 60;
        counter.SparseConvolution("c3", 16, 5, Connections).TrainedSubsampling("s4");
        return counter.Stage("head").Linear("c5", 120).Linear("f6", 84).Sum("lenet-5-1998", "LeNet-5 (as published)", 10, depth: 7);
    }

    /// <summary>VGG-16, configuration D of Simonyan and Zisserman 2014, table 1: 224x224 images, 1,000 classes.</summary>
    public static NetworkRecord Vgg16()
    {
        int[][] stages = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]];
        var counter = new LayerCounter(3, 224);
        for (var stage = 0; stage < stages.Length; stage++)
        {
            counter.Stage(string.Create(CultureInfo.InvariantCulture, $"stage {stage + 1}"));
            for (var layer = 0; layer < stages[stage].Length; layer++)
            {
                counter.Convolution(string.Create(CultureInfo.InvariantCulture, $"conv{stage + 1}_{layer + 1}"), stages[stage][layer], 3, padding: 1, bias: true);
            }

            counter.Pool(string.Create(CultureInfo.InvariantCulture, $"pool{stage + 1}"), 2, 2);
        }

        return counter.Stage("head").Linear("fc6", 4_096).Linear("fc7", 4_096).Linear("fc8", 1_000).Sum("vgg-16", "VGG-16", 1_000, depth: 16);
    }
}
