using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Sizes of networks, counted from their layers, beside published figures.</summary>
internal static class ArchitectureChapter
{
    private static readonly int[] FourStageDepths = [18, 34, 50, 101, 152];
    private const string LeNetAsPublished = "lenet-5-1998";
    private const string LeNetDense = "lenet-5";
    private static readonly int[] ThreeStageDepths = [20, 32, 44, 56, 110];

    public static Chapter Write(ReportInputs inputs)
    {
        const string label = "sec-architecture";
        const string title = "Architectures";
        if (inputs.Architectures is not { } architectures)
        {
            return new Chapter(label, title, [new Paragraph(Prose.Of(
                $"The networks’ layers were not counted for this plan: its folder holds no {Span.Code("architectures.json")}. Training the plan writes it."))]);
        }

        var networks = architectures.Reference.ToDictionary(network => network.Id);
        var family = FourStageDepths.Select(depth => networks.GetValueOrDefault($"resnet-{depth}")).OfType<NetworkRecord>().ToList();
        return new Chapter(label, title,
        [
            new Paragraph("Every count in this chapter is a sum over the layers of the network as it is built here. Parameters are trainable weights, normalisation included. Multiply-accumulates (MACs) are those of convolutions and linear layers for one image; where papers write FLOPs for the same count, they are printed as MACs."),
            new Subheading("The networks of this plan"),
            Arms(architectures, inputs.Arms),
            new Subheading("The family from 18 to 152 layers"),
            Family(networks),
            new StageParametersFigure(family).ToBlock("The reference networks were not counted."),
            StageTable(family),
            new Subheading("The 6n+2 networks for CIFAR-10"),
            Cifar(networks),
            new Subheading("From LeNet-5 to ResNet-50"),
            History(networks),
        ]);
    }

    private static TableBlock Arms(ArchitecturesRecord architectures, ArmViews arms) => new TableBlock(
        "tab-arms",
        "The plan’s networks: depth, parameters, MACs for one 32×32 image.",
        [new Column("Network"), new Column("Run folder"), Column.Number("Depth"), Column.Number("Parameters"), Column.Number("MACs")],
        [.. architectures.Arms.Select(network => new Prose[]
        {
            arms.Name(network.Id), Span.Code(network.Id), Quantity.Count(network.Depth), Quantity.Count(network.Parameters), Quantity.Count(network.Macs),
        })],
        "Identity shortcuts of the 6n+2 nets have no parameters, so a plain net and its residual twin count the same; projection shortcuts of the four-stage nets do have some.");

    private static TableBlock Family(Dictionary<string, NetworkRecord> networks) => new(
        "tab-family",
        "ResNet-18 to ResNet-152 with the CIFAR-10 head (3×3 stem, 10 classes) and the ImageNet head (7×7 stem, 1,000 classes).",
        [
            new Column("Network"), Column.Number("CIFAR-10, counted"), Column.Number("published"), Column.Number("ImageNet, counted"),
            Column.Number("published"), Column.Number("MACs at 224×224"), Column.Number("published"),
        ],
        [.. FourStageDepths.Select(depth => new Prose[]
        {
            $"ResNet-{depth}",
            Counted(networks, $"resnet-{depth}"),
            Published($"resnet-{depth}"),
            Counted(networks, $"imagenet-resnet-{depth}"),
            Published($"imagenet-resnet-{depth}"),
            networks.TryGetValue($"imagenet-resnet-{depth}", out var network) ? Quantity.Macs(network.Macs) : Quantity.Missing,
            PublishedValues.ImageNetMacs(depth) ?? Quantity.Missing,
        })],
        "Published parameters: CIFAR-10 from OpenMMLab mmpretrain (configs/resnet), ImageNet from the torchvision model pages; He et al. print none. Published MACs: He et al. 2015, Table 1, which calls them FLOPs and puts the stride of a bottleneck on its first 1×1 convolution; on the 3×3 convolution, where torchvision and this project put it, they are higher.");

    private static TableBlock StageTable(IReadOnlyList<NetworkRecord> family)
    {
        var stages = family.SelectMany(StageCounts.Of).Select(stage => stage.Stage).Distinct().ToList();
        return new TableBlock(
                "tab-stages",
                "Parameters by stage with the CIFAR-10 head.",
                [new Column("Network"), .. stages.Select(Column.Number), Column.Number("total")],
                [.. family.Select(network => (IReadOnlyList<Prose>)
                    [network.Title, .. stages.Select(name => (Prose)Quantity.Count(StageCounts.Of(network).FirstOrDefault(stage => stage.Stage == name)?.Parameters)), Quantity.Count(network.Parameters)])],
                Prose.Empty);
        }

        private static TableBlock Cifar(Dictionary<string, NetworkRecord> networks) => new(
            "tab-cifar",
            "The 6n+2 networks with identity shortcuts (option A).",
            [new Column("Network"), Column.Number("n"), Column.Number("Parameters, counted"), Column.Number("published"), Column.Number("MACs, counted")],
            [.. ThreeStageDepths.Select(depth => new Prose[]
            {
                $"ResNet-{depth}",
                Quantity.Count((depth - 2) / 6),
                Counted(networks, $"resnet-{depth}"),
                Published($"resnet-{depth}"),
                networks.TryGetValue($"resnet-{depth}", out var network) ? Quantity.Count(network.Macs) : Quantity.Missing,
            })],
            "Published: He et al. 2015, Table 6. The plain net of each depth has the same counts.");

        private static TableBlock History(Dictionary<string, NetworkRecord> networks)
        {
            var lenet = networks.ContainsKey(LeNetAsPublished) ? LeNetAsPublished : LeNetDense;
            return new TableBlock(
            "tab-history",
            "Three steps in the history of convolutional networks.",
            [new Column(""), Column.Wide("LeNet-5 (1998)"), Column.Wide("VGG-16 (2014)"), Column.Wide("ResNet-50 (2015)")],
            [
                Across("Input", id => networks.TryGetValue(id, out var network) ? string.Join(" × ", network.InputShape) : Quantity.Missing),
                Across("Layers, as its authors count", id => networks.TryGetValue(id, out var network) ? Quantity.Count(network.Depth) : Quantity.Missing),
                Across("Parameters, counted", id => networks.TryGetValue(id, out var network) ? Quantity.Count(network.Parameters) : Quantity.Missing),
                Across("Parameters, published", id => PublishedValues.Parameters(id) is { } value ? $"{value.Text} ({value.Source})" : Quantity.Missing),
                Across("MACs, counted", id => networks.TryGetValue(id, out var network) ? Quantity.Macs(network.Macs) : Quantity.Missing),
                ["Main filters", "5×5", "3×3", "1×1 and 3×3"],
                ["What was new", "weights shared across the image", "depth from small filters alone", "identity shortcuts, bottlenecks"],
                Across("Top-5 error, ImageNet", id => PublishedValues.ImageNetTop5Error(id) is { } error ? $"{error} %" : Quantity.Missing),
            ],
            "Top-5 errors: He et al. 2015, Table 3 (validation set, ten crops, one model each). The smaller figures that are often quoted, 7.3 % for VGG and 3.57 % for ResNet, belong to competition entries that average several networks. " + LeNetNote(networks, lenet));

        IReadOnlyList<Prose> Across(string term, Func<string, string> value) => [term, value(lenet), value("vgg-16"), value("imagenet-resnet-50")];
    }

    /// <summary>LeNet-5 is seldom built as published, which changes the count.</summary>
    private static string LeNetNote(Dictionary<string, NetworkRecord> networks, string shown) => (shown, networks.TryGetValue(LeNetDense, out var dense)) switch
    {
        (LeNetAsPublished, true) => $"LeNet-5 is counted as published, with trained subsampling and the sparse connections of its second convolution; the usual modern version, with every map connected, has {Quantity.Count(dense!.Parameters)} parameters.",
        (LeNetDense, true) => "LeNet-5 as counted here joins every map of its second convolution to every map before it; the original left some of these connections out.",
        _ => "",
    };

    private static string Counted(Dictionary<string, NetworkRecord> networks, string id) =>
        networks.TryGetValue(id, out var network) ? Quantity.Count(network.Parameters) : Quantity.Missing;

    private static string Published(string id) => PublishedValues.Parameters(id)?.Text ?? Quantity.Missing;
}
