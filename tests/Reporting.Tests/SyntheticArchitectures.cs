using Harness.Contracts.Architectures;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Tests;

/// <summary>
/// An <c>architectures.json</c> with the true sums of the published networks and one line in place of a stage's layers.
/// Sums: counted from the layers' shapes, equal to the values that torchvision and the papers give.
/// </summary>
internal static class SyntheticArchitectures
{
    public static ArchitecturesRecord For(Plan plan) => new()
    {
        Schema = ArchitecturesRecord.SchemaName,
        Arms = [.. plan.Arms.Select(arm => Network(arm.Id, arm.Id, 10, arm.Model.Depth, ParametersOf(arm.Model), 40_000_000))],
        Reference =
        [
            Network("resnet-18", "ResNet-18", 10, 18, 11_173_962, 555_422_720),
            Network("resnet-34", "ResNet-34", 10, 34, 21_282_122, 1_159_402_496),
            Network("resnet-50", "ResNet-50", 10, 50, 23_520_842, 1_297_829_888),
            Network("resnet-50-basic", "ResNet-50’s widths with basic blocks", 10, 34, 340_000_000, 18_090_000_000),
            Network("resnet-101", "ResNet-101", 10, 101, 42_512_970, 2_513_000_000),
            Network("resnet-152", "ResNet-152", 10, 152, 58_156_618, 3_729_000_000),
            Network("resnet-20", "ResNet-20", 10, 20, 269_722, 40_551_040),
            Network("resnet-32", "ResNet-32", 10, 32, 464_154, 68_862_592),
            Network("resnet-44", "ResNet-44", 10, 44, 658_586, 97_174_144),
            Network("resnet-56", "ResNet-56", 10, 56, 853_018, 125_485_696),
            Network("resnet-110", "ResNet-110", 10, 110, 1_727_962, 252_887_680),
            Network("imagenet-resnet-18", "ResNet-18 (ImageNet)", 1000, 18, 11_689_512, 1_814_073_344),
            Network("imagenet-resnet-34", "ResNet-34 (ImageNet)", 1000, 34, 21_797_672, 3_663_761_408),
            Network("imagenet-resnet-50", "ResNet-50 (ImageNet)", 1000, 50, 25_557_032, 4_089_184_256),
            Network("imagenet-resnet-101", "ResNet-101 (ImageNet)", 1000, 101, 44_549_160, 7_801_405_440),
            Network("imagenet-resnet-152", "ResNet-152 (ImageNet)", 1000, 152, 60_192_808, 11_513_626_624),
            Network("vgg-16", "VGG-16", 1000, 16, 138_357_544, 15_470_264_320),
            Network("lenet-5", "LeNet-5", 10, 7, 61_706, 416_520),
        ],
        Blocks =
        [
            Block("basic-256", "Two 3x3 convolutions of 256 channels", (256, 589_824), (256, 589_824)),
            Block("bottleneck-256-64", "Bottleneck 256-64-64-256", (64, 16_384), (64, 36_864), (256, 16_384)),
            Block("basic-64", "Two 3x3 convolutions of 64 channels", (64, 36_864), (64, 36_864)),
        ],
    };

    public static long ParametersOf(ModelSpec model) => (model.Family, model.Depth) switch
    {
        (ModelFamily.ThreeStage, 20) => 269_722,
        (ModelFamily.ThreeStage, _) => 853_018,
        (_, 18) => 700_000,
        (_, 34) => 1_330_000,
        _ => 1_480_000,
    };

    private static NetworkRecord Network(string id, string title, int classes, int depth, long parameters, long macs) => new()
    {
        Id = id,
        Title = title,
        InputShape = classes == 10 ? [3, 32, 32] : [3, 224, 224],
        Classes = classes,
        Depth = depth,
        Parameters = parameters,
        Macs = macs,
        Layers =
        [
            new LayerRecord("conv1", "conv", "stem", [64, 32, 32], parameters / 10, macs / 10),
            new LayerRecord("layer1.0.conv1", "conv", "stage 1", [64, 32, 32], parameters / 5, macs / 5),
            new LayerRecord("layer1.1.conv1", "conv", "stage 1", [64, 32, 32], parameters / 5, macs / 5),
            new LayerRecord("fc", "linear", "head", [classes], parameters - (parameters / 10) - (2 * (parameters / 5)), macs - (macs / 10) - (2 * (macs / 5))),
        ],
    };

    private static BlockCostRecord Block(string id, string title, params (int Channels, long Weights)[] convolutions)
    {
        const int Resolution = 56;
        List<LayerRecord> layers = [.. convolutions.Select((one, index) =>
            new LayerRecord($"conv{index + 1}", "conv", "block", [one.Channels, Resolution, Resolution], one.Weights, one.Weights * Resolution * Resolution))];
        return new BlockCostRecord(id, title, Resolution, layers.Sum(layer => layer.Parameters), layers.Sum(layer => layer.Macs), layers);
    }
}
