using System.ComponentModel.DataAnnotations;
using Harness.Contracts.Files;

namespace Harness.Contracts.Architectures;

/// <summary>One layer of a network as counted, not as published.</summary>
/// <param name="Name">The layer's name in the state_dict, or a description where it has no weights.</param>
/// <param name="Kind"><c>conv</c>, <c>batch_norm</c>, <c>linear</c>, <c>pool</c>, <c>subsampling</c> or <c>shortcut</c>.</param>
/// <param name="Stage"><c>stem</c>, <c>stage 1</c> ... or <c>head</c>.</param>
/// <param name="OutputShape">Channels, height, width of one image's output; one number for a vector.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="Macs">Multiply-accumulates for one image: convolutions and linear layers, as the papers count.</param>
public sealed record LayerRecord(
    string Name,
    [AllowedValues("conv", "batch_norm", "linear", "pool", "subsampling", "shortcut")] string Kind,
    string Stage,
    [AtLeast(1)] IReadOnlyList<int> OutputShape,
    [AtLeast(0)] long Parameters,
    [AtLeast(0)] long Macs);

/// <summary>A network's layers and their sums.</summary>
public sealed record NetworkRecord
{
    /// <summary>The arm's id for a trained network, else the network's usual name.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Channels, height, width of one input image.</summary>
    [AtLeast(1)]
    public required IReadOnlyList<int> InputShape { get; init; }

    [AtLeast(1)]
    public required int Classes { get; init; }

    /// <summary>Layers with weights on the main path, as depth is counted in the papers.</summary>
    [AtLeast(1)]
    public required int Depth { get; init; }

    [AtLeast(1)]
    public required long Parameters { get; init; }

    [AtLeast(1)]
    public required long Macs { get; init; }

    public required IReadOnlyList<LayerRecord> Layers { get; init; }
}

/// <summary>Convolution weights and multiply-accumulates of one block at one resolution, normalisation left out as in the seed document's sum.</summary>
/// <param name="Id"><c>basic-256</c>, <c>bottleneck-256-64</c> or <c>basic-64</c>.</param>
/// <param name="Resolution">Height and width of the feature map.</param>
public sealed record BlockCostRecord(
    string Id, string Title, [AtLeast(1)] int Resolution, [AtLeast(1)] long Weights, [AtLeast(1)] long Macs, IReadOnlyList<LayerRecord> Layers);

/// <summary><c>architectures.json</c>: what the report's parameter tables are made from.</summary>
public sealed record ArchitecturesRecord : IRecord
{
    public const string SchemaName = "harness/architectures/1";

    public required string Schema { get; init; }

    /// <summary>The networks of the plan, in the plan's order.</summary>
    public required IReadOnlyList<NetworkRecord> Arms { get; init; }

    /// <summary>The CIFAR-10 and ImageNet family 18 to 152, ResNet-50's widths with basic blocks, the 6n+2 nets, LeNet-5 and VGG-16.</summary>
    public required IReadOnlyList<NetworkRecord> Reference { get; init; }

    /// <summary>The blocks of the bottleneck comparison.</summary>
    public required IReadOnlyList<BlockCostRecord> Blocks { get; init; }
}
