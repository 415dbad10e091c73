using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>LeNet-5, VGG-16 and ResNet-50 side by side, counted beside published.</summary>
internal static class HistoryTable
{
    private const string LeNetAsPublished = "lenet-5-1998";
    private const string LeNetDense = "lenet-5";

    /// <param name="networks">The reference networks by id; those that are not there leave dashes.</param>
    public static TableBlock Write(IReadOnlyDictionary<string, NetworkRecord> networks)
    {
        var lenet = networks.ContainsKey(LeNetAsPublished) ? LeNetAsPublished : LeNetDense;
        return new TableBlock(
            "tab-history",
            "Three steps in the history of convolutional networks.",
            [new Column(""), Column.Wide("LeNet-5 (1998)"), Column.Wide("VGG-16 (2014)"), Column.Wide("ResNet-50 (2015)")],
            [
                Counted("Input", network => string.Join(" × ", network.InputShape)),
                Counted("Layers, as its authors count", network => Quantity.Count(network.Depth)),
                Counted("Parameters, counted", network => Quantity.Count(network.Parameters)),
                Across("Parameters, published", id => PublishedValues.Parameters(id) is { } value ? $"{value.Text} ({value.Source})" : Quantity.Missing),
                Counted("MACs, counted", network => Quantity.Macs(network.Macs)),
                Counted("Memory of one image’s maps", network => Quantity.Bytes(Activations.BytesOf(network.Layers))),
                ["Main filters", "5×5", "3×3", "1×1 and 3×3"],
                ["What was new", "weights shared across the image", "depth from small filters alone", "identity shortcuts, bottlenecks"],
                Across("Top-5 error, ImageNet", id => PublishedValues.ImageNetTop5Error(id) is { } error ? $"{error} %" : Quantity.Missing),
            ],
            "Top-5 errors: He et al. 2015, Table 3 (validation set, ten crops, one model each). The smaller figures that are often quoted, 7.3 % for VGG and 3.57 % for ResNet, belong to competition entries that average several networks. " + LeNetNote(networks, lenet));

        IReadOnlyList<Prose> Across(string term, Func<string, string> value) => [term, value(lenet), value("vgg-16"), value("imagenet-resnet-50")];

        IReadOnlyList<Prose> Counted(string term, Func<NetworkRecord, string> value) =>
            Across(term, id => networks.TryGetValue(id, out var network) ? value(network) : Quantity.Missing);
    }

    /// <summary>LeNet-5 is seldom built as published, which changes the count.</summary>
    private static string LeNetNote(IReadOnlyDictionary<string, NetworkRecord> networks, string shown) => (shown, networks.TryGetValue(LeNetDense, out var dense)) switch
    {
        (LeNetAsPublished, true) => $"LeNet-5 is counted as published, with trained subsampling and the sparse connections of its second convolution; the usual modern version, with every map connected, has {Quantity.Count(dense!.Parameters)} parameters.",
        (LeNetDense, true) => "LeNet-5 as counted here joins every map of its second convolution to every map before it; the original left some of these connections out.",
        _ => "",
    };
}
