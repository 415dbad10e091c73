using Harness.Contracts.Architectures;
using Harness.Contracts.Plans;
using Harness.Experiments.Architectures;

namespace Harness.Experiments.Tests.Architectures;

/// <summary>
/// CIFAR-10 four-stage counts: printed by the seed document's class under PyTorch 1.13. 6n+2 counts: option A, bias-free convolutions, affine normalisation; they round to
/// the paper's 0.27M, 0.46M, 0.66M, 0.85M and 1.7M (He et al. table 6). ImageNet counts and VGG-16: torchvision's models. LeNet-5: 61,706 with a dense C3, and 60,000
/// trainable ones as published (LeCun et al. 1998, section II.B).
/// </summary>
public sealed class ParameterCountTests
{
    [Theory]
    [InlineData(18, 11_173_962, 555_422_720L)]
    [InlineData(34, 21_282_122, 1_159_402_496L)]
    [InlineData(50, 23_520_842, 1_297_829_888L)]
    [InlineData(101, 42_512_970, null)]
    [InlineData(152, 58_156_618, null)]
    public void Four_stage_nets_on_cifar(int depth, long parameters, long? macs) =>
        Check(ResidualArchitecture.OfCifar("", "", new ModelSpec(ModelFamily.FourStage, depth, Shortcut.Projection)), parameters, macs);

    [Theory]
    [InlineData(18, 11_220_132)]
    [InlineData(34, 21_328_292)]
    [InlineData(50, 23_705_252)]
    public void Four_stage_nets_with_a_hundred_classes(int depth, long parameters) =>
        Check(ResidualArchitecture.OfCifar("", "", new ModelSpec(ModelFamily.FourStage, depth, Shortcut.Projection), classes: 100), parameters, macs: null);

    [Theory]
    [InlineData(20, 269_722, 40_551_040)]
    [InlineData(32, 464_154, 68_862_592)]
    [InlineData(44, 658_586, 97_174_144)]
    [InlineData(56, 853_018, 125_485_696)]
    [InlineData(110, 1_727_962, 252_887_680)]
    public void Three_stage_nets_whose_shortcuts_cost_nothing(int depth, long parameters, long macs)
    {
        Check(ResidualArchitecture.OfCifar("", "", new ModelSpec(ModelFamily.ThreeStage, depth, Shortcut.ZeroPadding)), parameters, macs);
        Check(ResidualArchitecture.OfCifar("", "", new ModelSpec(ModelFamily.ThreeStage, depth, Shortcut.None)), parameters, macs);
    }

    // Option B adds 2,752 parameters to a three-stage net; plain-18 and plain-34 lack the 173,824 of ResNet-18's and ResNet-34's projections.
    [Theory]
    [InlineData(ModelFamily.ThreeStage, 20, Shortcut.Projection, 272_474)]
    [InlineData(ModelFamily.ThreeStage, 110, Shortcut.Projection, 1_730_714)]
    [InlineData(ModelFamily.FourStage, 18, Shortcut.None, 11_000_138)]
    [InlineData(ModelFamily.FourStage, 34, Shortcut.None, 21_108_298)]
    public void Nets_with_the_other_shortcuts(ModelFamily family, int depth, Shortcut shortcut, long parameters) =>
        Check(ResidualArchitecture.OfCifar("", "", new ModelSpec(family, depth, shortcut)), parameters, macs: null);

    [Theory]
    [InlineData(18, 11_689_512)]
    [InlineData(34, 21_797_672)]
    [InlineData(50, 25_557_032)]
    [InlineData(101, 44_549_160)]
    [InlineData(152, 60_192_808)]
    public void Four_stage_nets_on_imagenet(int depth, long parameters) =>
        Check(ResidualArchitecture.OfImageNet("", "", depth), parameters, macs: null);

    [Fact]
    public void Vgg16_and_both_readings_of_lenet5()
    {
        Check(HistoricalNetworks.Vgg16(), 138_357_544, macs: 15_470_264_320);
        Check(HistoricalNetworks.LeNet5(), 61_706, macs: null);
        Check(HistoricalNetworks.LeNet5AsPublished(), 60_000, macs: null);
    }

    [Fact]
    public void The_bottleneck_has_a_seventeenth_of_the_weights_of_two_wide_convolutions()
    {
        var blocks = ArchitectureCatalogue.Of(SyntheticPlan.Tiny()).Blocks.ToDictionary(block => block.Id);
        Assert.Equal(1_179_648, blocks["basic-256"].Weights);
        Assert.Equal(69_632, blocks["bottleneck-256-64"].Weights);
        Assert.Equal(73_728, blocks["basic-64"].Weights);
        Assert.Equal(69_632L * 32 * 32, blocks["bottleneck-256-64"].Macs);
    }

    // Every convolution is 9 width^2, but for the first of a stage, which starts at the width before (64 behind the stem) and has a 1x1 projection beside it; each
    // has a normalisation of 2 width. Stem 1,856, classifier 20,490.
    [Fact]
    public void Resnet_50s_widths_with_basic_blocks()
    {
        int[] widths = [256, 512, 1_024, 2_048];
        int[] blocks = [3, 4, 6, 3];
        var (parameters, before) = (1_856L + 20_490, 64L);
        for (var stage = 0; stage < widths.Length; stage++)
        {
            long width = widths[stage];
            var convolutions = (2 * blocks[stage]) - 1;
            parameters += (9 * before * width) + (convolutions * 9 * width * width) + (before * width) + (((2 * blocks[stage]) + 1) * 2 * width);
            before = width;
        }

        var network = ArchitectureCatalogue.Of(SyntheticPlan.Tiny()).Reference.Single(network => network.Id == "resnet-50-basic");

        Check(network, parameters, macs: null);
        Assert.Equal(34, network.Depth);
    }

    private static void Check(NetworkRecord network, long parameters, long? macs)
    {
        Assert.Equal(parameters, network.Parameters);
        Assert.Equal(network.Parameters, network.Layers.Sum(layer => layer.Parameters));
        if (macs is not null)
        {
            Assert.Equal(macs, network.Macs);
        }
    }
}
