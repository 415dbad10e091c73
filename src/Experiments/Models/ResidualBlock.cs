using Harness.Contracts.Plans;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Harness.Experiments.Models;

/// <summary>
/// A basic block (two 3x3 convolutions) or a bottleneck block (1x1, 3x3, 1x1), each convolution followed by batch normalisation (He et al. figure 5).
/// Without a shortcut it is the plain network's pair or triple of layers.
/// </summary>
/// <remarks>[N, inputs, H, W] to [N, outputs, H / stride, W / stride], same dtype. Submodules carry the names of the seed document's state_dict: conv1, bn1, ..., downsample.0, downsample.1.</remarks>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Shortcut _shortcut;
    private readonly int _stride;
    private readonly int _extraChannels;
    private readonly (Conv2d Convolution, BatchNorm2d Normalisation)[] _layers;
    private readonly Sequential? _projection;

    public ResidualBlock(BlockBlueprint blueprint)
        : base(nameof(ResidualBlock))
    {
        _shortcut = blueprint.Shortcut;
        _stride = blueprint.Stride;
        _extraChannels = blueprint.OutputChannels - blueprint.InputChannels;
        _layers = blueprint.IsBottleneck
            ?
            [
                Layer(1, blueprint.InputChannels, blueprint.Planes, kernel: 1, stride: 1),
                Layer(2, blueprint.Planes, blueprint.Planes, kernel: 3, stride: blueprint.Stride),
                Layer(3, blueprint.Planes, blueprint.OutputChannels, kernel: 1, stride: 1),
            ]
            :
            [
                Layer(1, blueprint.InputChannels, blueprint.Planes, kernel: 3, stride: blueprint.Stride),
                Layer(2, blueprint.Planes, blueprint.OutputChannels, kernel: 3, stride: 1),
            ];
        if (_shortcut == Shortcut.Projection && blueprint.ChangesShape)
        {
            _projection = Sequential(
                Conv2d(blueprint.InputChannels, blueprint.OutputChannels, 1, stride: blueprint.Stride, bias: false),
                BatchNorm2d(blueprint.OutputChannels));
            register_module("downsample", _projection);
        }
    }

    /// <summary>The caller owns the result; the input is left alone.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var output = input;
        for (var index = 0; index < _layers.Length; index++)
        {
            // call, not forward: a diagnosis listens to these layers.
            output = _layers[index].Normalisation.call(_layers[index].Convolution.call(output));
            if (index < _layers.Length - 1)
            {
                output.relu_();
            }
        }

        if (_shortcut != Shortcut.None)
        {
            output.add_(Identity(input));
        }

        return output.relu_().MoveToOuterDisposeScope();
    }

    private Tensor Identity(Tensor input)
    {
        if (_projection is not null)
        {
            return _projection.call(input);
        }

        if (_stride == 1 && _extraChannels == 0)
        {
            return input;
        }

        var strided = input.slice(2, 0, input.shape[2], _stride).slice(3, 0, input.shape[3], _stride);
        return functional.pad(strided, [0, 0, 0, 0, 0, _extraChannels]);
    }

    private (Conv2d Convolution, BatchNorm2d Normalisation) Layer(int number, int inputs, int outputs, int kernel, int stride)
    {
        var convolution = Conv2d(inputs, outputs, kernel, stride: stride, padding: kernel / 2, bias: false);
        var normalisation = BatchNorm2d(outputs);
        register_module($"conv{number}", convolution);
        register_module($"bn{number}", normalisation);
        return (convolution, normalisation);
    }
}
