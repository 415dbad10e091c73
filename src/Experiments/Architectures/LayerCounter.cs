using Harness.Contracts.Architectures;

namespace Harness.Experiments.Architectures;

/// <summary>Walks through a network layer by layer and counts what each costs for one image. Knows shapes only, no tensors.</summary>
/// <remarks>MACs are those of convolutions and linear layers, as the papers count them; normalisation, activation, pooling and additions are left out.</remarks>
internal sealed class LayerCounter(int channels, int size)
{
    private readonly List<LayerRecord> _layers = [];
    private readonly int[] _input = [channels, size, size];
    private string _stage = "stem";

    /// <summary>Channels of the current feature map, or the length of the current vector.</summary>
    public int Channels { get; private set; } = channels;

    /// <summary>Height and width of the current feature map; 0 after it was flattened.</summary>
    public int Size { get; private set; } = size;

    public IReadOnlyList<LayerRecord> Layers => _layers;

    public LayerCounter Stage(string name)
    {
        _stage = name;
        return this;
    }

    public LayerCounter Convolution(string name, int outputs, int kernel, int stride = 1, int padding = 0, bool bias = false)
    {
        var weights = (long)kernel * kernel * Channels * outputs;
        Size = ((Size + (2 * padding) - kernel) / stride) + 1;
        Channels = outputs;
        return Add(name, "conv", weights + (bias ? outputs : 0), weights * Size * Size);
    }

    /// <summary>A convolution without padding in which only <paramref name="connections"/> pairs of input and output maps are joined; with biases.</summary>
    public LayerCounter SparseConvolution(string name, int outputs, int kernel, int connections)
    {
        var weights = (long)kernel * kernel * connections;
        Size = Size - kernel + 1;
        Channels = outputs;
        return Add(name, "conv", weights + outputs, weights * Size * Size);
    }

    /// <summary>Scale and shift; the running statistics are not trained and not counted.</summary>
    public LayerCounter BatchNormalisation(string name) => Add(name, "batch_norm", 2L * Channels, 0);

    public LayerCounter Pool(string name, int kernel, int stride, int padding = 0)
    {
        Size = ((Size + (2 * padding) - kernel) / stride) + 1;
        return Add(name, "pool", 0, 0);
    }

    /// <summary>LeNet-5's sub-sampling: the sum over 2x2 pixels times a trained coefficient plus a trained bias, one each a channel (LeCun et al. 1998, section II.B).</summary>
    public LayerCounter TrainedSubsampling(string name)
    {
        Size /= 2;
        return Add(name, "subsampling", 2L * Channels, 0);
    }

    public LayerCounter GlobalAveragePool(string name)
    {
        Size = 1;
        return Add(name, "pool", 0, 0);
    }

    public LayerCounter Linear(string name, int outputs)
    {
        var inputs = (long)Channels * Math.Max(1, Size) * Math.Max(1, Size);
        Channels = outputs;
        Size = 0;
        return Add(name, "linear", (inputs * outputs) + outputs, inputs * outputs);
    }

    /// <summary>A branch beside the main path that starts at <paramref name="inputs"/> channels of <paramref name="inputSize"/> pixels and ends in the current shape.</summary>
    public LayerCounter Projection(string name, int inputs, int inputSize, int stride)
    {
        var (outputs, outputSize) = (Channels, Size);
        (Channels, Size) = (inputs, inputSize);
        Convolution(name + ".0", outputs, kernel: 1, stride);
        return Size == outputSize
            ? BatchNormalisation(name + ".1")
            : throw new ArgumentException($"The projection {name} ends at {Size} pixels, the main path at {outputSize}.", nameof(stride));
    }

    /// <summary>Sums up; <paramref name="depth"/> is counted as in the papers.</summary>
    public NetworkRecord Sum(string id, string title, int classes, int depth) => new()
    {
        Id = id,
        Title = title,
        InputShape = _input,
        Classes = classes,
        Depth = depth,
        Parameters = _layers.Sum(layer => layer.Parameters),
        Macs = _layers.Sum(layer => layer.Macs),
        Layers = _layers,
    };

    private LayerCounter Add(string name, string kind, long parameters, long macs)
    {
        int[] shape = Size == 0 ? [Channels] : [Channels, Size, Size];
        _layers.Add(new LayerRecord(name, kind, _stage, shape, parameters, macs));
        return this;
    }
}
