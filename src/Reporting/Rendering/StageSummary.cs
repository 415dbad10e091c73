using Harness.Contracts.Architectures;

namespace Harness.Reporting.Rendering;

/// <summary>One stage of a network, summed over its layers as <c>architectures.json</c> lists them.</summary>
/// <param name="Blocks">Residual blocks, or their plain twins; 0 in stem and head.</param>
/// <param name="Layers">Layers with weights on the main path: what the stage adds to the network's depth.</param>
/// <param name="OutputShape">Channels, height, width after the stage; one number for a vector.</param>
/// <param name="ActivationBytes">See <see cref="Activations.BytesOf(IEnumerable{LayerRecord})"/>.</param>
internal sealed record StageSummary(string Stage, int Blocks, int Layers, IReadOnlyList<int> OutputShape, long Parameters, long Macs, long ActivationBytes)
{
    /// <summary>The network's stages in the order of its layers. Parameters and MACs sum to the network's.</summary>
    public static IReadOnlyList<StageSummary> Of(NetworkRecord network) =>
    [
        .. network.Layers.GroupBy(layer => layer.Stage).Select(stage => new StageSummary(
            stage.Key,
            stage.Select(BlockOf).OfType<string>().Distinct().Count(),
            stage.Count(layer => layer.Kind is "conv" or "linear" && !layer.Name.Contains("downsample", StringComparison.Ordinal)),
            stage.Last().OutputShape,
            stage.Sum(layer => layer.Parameters),
            stage.Sum(layer => layer.Macs),
            Activations.BytesOf(stage))),
    ];

    /// <summary>The block's part of a name in the state_dict: <c>layer1.0</c> of <c>layer1.0.conv1</c>; null outside blocks.</summary>
    private static string? BlockOf(LayerRecord layer) => layer.Name.Split('.') is [var stage, var block, _, ..] ? $"{stage}.{block}" : null;
}

/// <summary>Memory of feature maps in float32.</summary>
internal static class Activations
{
    private const long BytesPerElement = 4;

    /// <summary>
    /// The outputs of all layers for one image, in bytes: what training keeps for the backward pass, since a convolution needs its input again and a normalisation
    /// its own. Activations and additions work in place and add nothing.
    /// </summary>
    public static long BytesOf(IEnumerable<LayerRecord> layers) => layers.Sum(BytesOf);

    /// <summary>
    /// The same of a block whose record lists its convolutions alone: behind each stands a normalisation, which keeps the convolution's output and hands on, rectified
    /// in place, what the next layer keeps. The block's input belongs to the block before it.
    /// </summary>
    public static long BytesOf(BlockCostRecord block) => 2 * BytesOf(block.Layers);

    private static long BytesOf(LayerRecord layer) => layer.OutputShape.Aggregate(BytesPerElement, (product, length) => product * length);
}
