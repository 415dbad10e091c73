using Harness.Contracts.Plans;

namespace Harness.Experiments.Models;

/// <summary>One residual block, or its plain twin: channels in, between and out, and the stride of its down-sampling convolution.</summary>
/// <param name="Planes">Channels of the 3x3 convolutions.</param>
internal sealed record BlockBlueprint(int InputChannels, int Planes, int OutputChannels, int Stride, bool IsBottleneck, Shortcut Shortcut)
{
    /// <summary>The input cannot be added as it is: its size or channel count differs from the output's.</summary>
    public bool ChangesShape => Stride != 1 || InputChannels != OutputChannels;
}

/// <summary>The shape of a CIFAR network, free of any tensor library: what the module is built from and what the parameter tables are counted from.</summary>
/// <param name="StemChannels">Channels of the first 3x3 convolution.</param>
/// <param name="Stages">The blocks of each stage.</param>
internal sealed record NetworkBlueprint(int StemChannels, IReadOnlyList<IReadOnlyList<BlockBlueprint>> Stages, int Classes)
{
    public const int ImageChannels = 3;
    public const int ImageSize = 32;

    /// <summary>Channels after global average pooling: the length of an embedding.</summary>
    public int FeatureChannels => Stages[^1][^1].OutputChannels;

    /// <summary>Lays out the network that <paramref name="spec"/> describes.</summary>
    public static NetworkBlueprint Of(ModelSpec spec, int classes)
    {
        var (baseChannels, blocks, isBottleneck) = spec.Family switch
        {
            // He et al. section 4.2: 6n+2 layers, n blocks of two convolutions a stage.
            ModelFamily.ThreeStage => (16, Enumerable.Repeat((spec.Depth - 2) / 6, 3).ToArray(), false),
            // He et al. table 1.
            _ => (64, BlocksOfFourStages(spec.Depth), spec.Depth >= 50),
        };
        var stem = Scale(baseChannels, spec.WidthMultiplier);
        var input = stem;
        var stages = new List<IReadOnlyList<BlockBlueprint>>();
        for (var stage = 0; stage < blocks.Length; stage++)
        {
            var planes = Scale(baseChannels << stage, spec.WidthMultiplier);
            var output = isBottleneck ? planes * 4 : planes;
            var ofStage = new List<BlockBlueprint>();
            for (var block = 0; block < blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                ofStage.Add(new BlockBlueprint(input, planes, output, stride, isBottleneck, spec.Shortcut));
                input = output;
            }

            stages.Add(ofStage);
        }

        return new NetworkBlueprint(stem, stages, classes);
    }

    private static int[] BlocksOfFourStages(int depth) => depth switch
    {
        18 => [2, 2, 2, 2],
        34 or 50 => [3, 4, 6, 3],
        101 => [3, 4, 23, 3],
        152 => [3, 8, 36, 3],
        _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "Known depths are 18, 34, 50, 101 and 152."),
    };

    private static int Scale(int channels, double multiplier) => Math.Max(1, (int)Math.Round(channels * multiplier));
}
