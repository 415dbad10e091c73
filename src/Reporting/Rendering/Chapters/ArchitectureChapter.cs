using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Sizes of networks, counted from their layers, beside published figures.</summary>
internal static class ArchitectureChapter
{
    private static readonly int[] FourStageDepths = [18, 34, 50, 101, 152];
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
            new Paragraph(Prose.Of($"Every network is a stem, a few stages of equal blocks ({Span.Reference(BlockDiagramFigure.Name)}), and a head. {Span.Reference(LayerTable.Label)} sums the layers up by stage.")),
            LayerTable.Write(architectures.Arms, inputs.Arms),
            new Subheading("The two kinds of block"),
            new Paragraph(Prose.Of($"ResNet-18, ResNet-34 and the 6n+2 nets are made of basic blocks, deeper four-stage nets of bottlenecks. A plain network has the same blocks without the shortcuts. What a bottleneck saves, {Span.Reference(BottleneckChapter.Label)} tells.")),
            new BlockDiagramFigure().ToBlock(Prose.Empty),
            new Subheading("The family from 18 to 152 layers"),
            Family(networks),
            new StageParametersFigure(family).ToBlock("The reference networks were not counted."),
            StageTable(family),
            new Subheading("The 6n+2 networks for CIFAR-10"),
            Cifar(networks),
            new Subheading("From LeNet-5 to ResNet-50"),
            HistoryTable.Write(networks),
        ]);
    }

    private static TableBlock Arms(ArchitecturesRecord architectures, ArmViews arms) => new(
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
        var stages = family.SelectMany(StageSummary.Of).Select(stage => stage.Stage).Distinct().ToList();
        return new TableBlock(
            "tab-stages",
            "Parameters by stage with the CIFAR-10 head.",
            [new Column("Network"), .. stages.Select(Column.Number), Column.Number("total")],
            [.. family.Select(network => (IReadOnlyList<Prose>)
                [network.Title, .. stages.Select(name => (Prose)Quantity.Count(StageSummary.Of(network).FirstOrDefault(stage => stage.Stage == name)?.Parameters)), Quantity.Count(network.Parameters)])],
            Prose.Empty);
    }

    private static TableBlock Cifar(Dictionary<string, NetworkRecord> networks) => new(
        "tab-cifar",
        "The 6n+2 networks with identity shortcuts (option A).",
        [new Column("Network"), Column.Number("n"), Column.Number("Parameters, counted"), Column.Number("published"), Column.Number("MACs, counted"), Column.Number("Memory")],
        [.. ThreeStageDepths.Select(depth => new Prose[]
        {
            $"ResNet-{depth}",
            Quantity.Count((depth - 2) / 6),
            Counted(networks, $"resnet-{depth}"),
            Published($"resnet-{depth}"),
            networks.TryGetValue($"resnet-{depth}", out var network) ? Quantity.Count(network.Macs) : Quantity.Missing,
            networks.TryGetValue($"resnet-{depth}", out var kept) ? Quantity.Bytes(Activations.BytesOf(kept.Layers)) : Quantity.Missing,
        })],
        Prose.Of($"Published: He et al. 2015, Table 6. The plain net of each depth has the same counts. Memory: as in {Span.Reference(LayerTable.Label)}."));

    private static string Counted(Dictionary<string, NetworkRecord> networks, string id) =>
        networks.TryGetValue(id, out var network) ? Quantity.Count(network.Parameters) : Quantity.Missing;

    private static string Published(string id) => PublishedValues.Parameters(id)?.Text ?? Quantity.Missing;
}
