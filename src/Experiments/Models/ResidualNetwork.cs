using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Harness.Experiments.Models;

/// <summary>A CIFAR network, residual or plain: 3x3 stem, stages of blocks, global average pooling, linear classifier.</summary>
/// <remarks>
/// [N, 3, 32, 32] float32, normalised, to logits [N, classes]. state_dict names equal those of the seed document's class (conv1, bn1, layer1.0.conv1, ..., fc).
/// The weights are kept in channels-last order, in which CPU and GPU convolutions run fastest.
/// </remarks>
internal sealed class ResidualNetwork : Module<Tensor, Tensor>
{
    private readonly Conv2d _stem;
    private readonly BatchNorm2d _stemNormalisation;
    private readonly Sequential[] _stages;
    private readonly Linear _classifier;

    /// <param name="blueprint">The shape.</param>
    /// <param name="generator">The CPU generator of the run's <c>init</c> stream.</param>
    /// <param name="device">Where the parameters live.</param>
    public ResidualNetwork(NetworkBlueprint blueprint, Generator generator, Device device)
        : base(nameof(ResidualNetwork))
    {
        _stem = Conv2d(NetworkBlueprint.ImageChannels, blueprint.StemChannels, 3, padding: 1, bias: false);
        _stemNormalisation = BatchNorm2d(blueprint.StemChannels);
        _stages = [.. blueprint.Stages.Select(stage => Sequential(stage.Select(block => (Module<Tensor, Tensor>)new ResidualBlock(block)).ToArray()))];
        _classifier = Linear(blueprint.FeatureChannels, blueprint.Classes);

        register_module("conv1", _stem);
        register_module("bn1", _stemNormalisation);
        for (var index = 0; index < _stages.Length; index++)
        {
            register_module(string.Create(CultureInfo.InvariantCulture, $"layer{index + 1}"), _stages[index]);
        }

        register_module("fc", _classifier);
        Initialisation.Apply(this, generator);
        this.to(device);
        KeepChannelsLast();
    }

    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        return _classifier.call(Features(images)).MoveToOuterDisposeScope();
    }

    /// <summary>The input of the classifier: [N, 3, 32, 32] to [N, features]. The caller owns the result.</summary>
    public Tensor Features(Tensor images)
    {
        using var scope = NewDisposeScope();
        var output = _stemNormalisation.call(_stem.call(images)).relu_();
        foreach (var stage in _stages)
        {
            output = stage.call(output);
        }

        return functional.adaptive_avg_pool2d(output, [1, 1]).flatten(1).MoveToOuterDisposeScope();
    }

    private void KeepChannelsLast()
    {
        foreach (var convolution in modules().OfType<Conv2d>())
        {
            using var permuted = convolution.weight.detach().permute(0, 2, 3, 1);
            using var packed = permuted.contiguous();
            convolution.weight = new Parameter(packed.permute(0, 3, 1, 2));
        }
    }
}
