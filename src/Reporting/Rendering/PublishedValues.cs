using Harness.Contracts.Plans;

namespace Harness.Reporting.Rendering;

/// <param name="Text">As printed in the source, with its unit where the column has none.</param>
/// <param name="Source">Work and table or figure.</param>
/// <param name="Number">The value itself, to stand as a mark in a figure; null where no figure shows it.</param>
internal sealed record PublishedValue(string Text, string Source, double? Number = null)
{
    /// <summary>No table prints it: it was read off a figure.</summary>
    public bool IsReadOff => Source == PublishedValues.Figure6;
}

/// <summary>Figures that others published and that stand beside ours. Nothing is computed from them.</summary>
internal static class PublishedValues
{
    private const string Table6 = "He et al. 2015, Table 6";
    public const string Figure6 = "read off Figure 6 of He et al. 2015; no table gives it";
    private const string OpenMmLab = "OpenMMLab mmpretrain, configs/resnet, 200 epochs; not from the paper";

    /// <summary>Test error on CIFAR-10 in percent of a net trained on all 50,000 images by its authors' full schedule; null where none is published.</summary>
    public static PublishedValue? TestError(ModelSpec model) => model.WidthMultiplier != 1 ? null : model switch
    {
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.ZeroPadding, Depth: 20 } => new("8.75", Table6, 8.75),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.ZeroPadding, Depth: 32 } => new("7.51", Table6, 7.51),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.ZeroPadding, Depth: 44 } => new("7.17", Table6, 7.17),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.ZeroPadding, Depth: 56 } => new("6.97", Table6, 6.97),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.ZeroPadding, Depth: 110 } => new("6.61 ± 0.16", Table6 + ", five runs", 6.61),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.None, Depth: 20 } => new("about 9", Figure6, 9),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.None, Depth: 32 } => new("about 10", Figure6, 10),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.None, Depth: 44 } => new("about 12", Figure6, 12),
        { Family: ModelFamily.ThreeStage, Shortcut: Shortcut.None, Depth: 56 } => new("about 13", Figure6, 13),
        { Family: ModelFamily.FourStage, Shortcut: Shortcut.Projection, Depth: 18 } => new("5.18", OpenMmLab, 5.18),
        { Family: ModelFamily.FourStage, Shortcut: Shortcut.Projection, Depth: 34 } => new("4.66", OpenMmLab, 4.66),
        { Family: ModelFamily.FourStage, Shortcut: Shortcut.Projection, Depth: 50 } => new("4.45", OpenMmLab, 4.45),
        _ => null,
    };

    /// <summary>Parameters of a reference network, by its id in <c>architectures.json</c>; null where none is published.</summary>
    public static PublishedValue? Parameters(string network) => network switch
    {
        "resnet-20" => new("0.27 M", Table6),
        "resnet-32" => new("0.46 M", Table6),
        "resnet-44" => new("0.66 M", Table6),
        "resnet-56" => new("0.85 M", Table6),
        "resnet-110" => new("1.7 M", Table6),
        "resnet-18" => new("11.17 M", "mmpretrain"),
        "resnet-34" => new("21.28 M", "mmpretrain"),
        "resnet-50" => new("23.52 M", "mmpretrain"),
        "resnet-101" => new("42.51 M", "mmpretrain"),
        "resnet-152" => new("58.16 M", "mmpretrain"),
        "imagenet-resnet-18" => new("11.7 M", "torchvision"),
        "imagenet-resnet-34" => new("21.8 M", "torchvision"),
        "imagenet-resnet-50" => new("25.6 M", "torchvision"),
        "imagenet-resnet-101" => new("44.5 M", "torchvision"),
        "imagenet-resnet-152" => new("60.2 M", "torchvision"),
        "vgg-16" => new("138 M", "Simonyan and Zisserman 2014, Table 2"),
        "lenet-5" or "lenet-5-1998" => new("60,000", "LeCun et al. 1998, section II.B"),
        _ => null,
    };

    /// <summary>Multiply-accumulates for one 224×224 image (He et al. 2015, Table 1, where they are called FLOPs).</summary>
    public static string? ImageNetMacs(int depth) => depth switch
    {
        18 => "1.8 G",
        34 => "3.6 G",
        50 => "3.8 G",
        101 => "7.6 G",
        152 => "11.3 G",
        _ => null,
    };

    /// <summary>Top-5 error on ImageNet's validation set in percent, ten crops, one model (He et al. 2015, Table 3).</summary>
    public static string? ImageNetTop5Error(string network) => network switch
    {
        "vgg-16" => "9.33",
        "imagenet-resnet-50" => "6.71",
        _ => null,
    };
}
