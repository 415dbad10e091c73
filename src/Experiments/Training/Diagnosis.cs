using Harness.Contracts.Runs;
using Harness.Experiments.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Linear = TorchSharp.Modules.Linear;

namespace Harness.Experiments.Training;

/// <summary>Listens to a network's layers during one forward and backward pass.</summary>
internal static class Diagnosis
{
    /// <summary>Makes the pass, and leaves the network as it was.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="images">[N, 3, 32, 32] float32, normalised.</param>
    /// <param name="labels">[N] int64.</param>
    /// <param name="forward">The trainer's forward pass: images to logits [N, 10] float32.</param>
    /// <returns>The record of epoch and step 0; the caller says which they are.</returns>
    public static DiagnosisRecord Of(ResidualNetwork network, Tensor images, Tensor labels, Func<Tensor, Tensor> forward)
    {
        using var scope = NewDisposeScope();
        var statistics = network.buffers().Select(buffer => (Buffer: buffer, Saved: buffer.clone())).ToList();
        using var listener = new Listener(network);
        var loss = nn.functional.cross_entropy(forward(images), labels);
        loss.backward();

        using var noGradient = no_grad();
        // Modules are listed parents first; parameters in the order of the forward pass.
        var depth = network.named_parameters().Select((entry, index) => (entry.name, index)).ToDictionary(entry => entry.name, entry => entry.index);
        var layers = listener.Layers.OrderBy(layer => depth[layer.Name + ".weight"]).Select(layer => new LayerDiagnosis(
            layer.Name,
            Number(layer.Weight.norm()) ?? 0,
            Number(layer.Weight.grad!.norm()),
            Number(layer.Response!))).ToList();
        foreach (var parameter in network.parameters())
        {
            parameter.grad = null;
        }

        foreach (var (buffer, saved) in statistics)
        {
            buffer.copy_(saved);
        }

        return new DiagnosisRecord
        {
            Epoch = 0,
            Step = 0,
            Images = (int)labels.shape[0],
            Loss = Number(loss),
            ActivationBytes = listener.ActivationBytes + BytesOf(images),
            Layers = layers,
        };
    }

    private static double? Number(Tensor scalar) => scalar.to(ScalarType.Float64).item<double>() is var value && double.IsFinite(value) ? value : null;

    private static long BytesOf(Tensor tensor) => tensor.numel() * tensor.element_size();

    /// <summary>A layer with weights: a convolution, which is heard after its normalisation, or the classifier.</summary>
    private sealed class Layer(string name, Parameter weight)
    {
        public string Name { get; } = name;

        public Parameter Weight { get; } = weight;

        /// <summary>A scalar: the response's standard deviation.</summary>
        public Tensor? Response { get; set; }
    }

    private sealed class Listener : IDisposable
    {
        private readonly List<Layer> _layers = [];
        private readonly List<Action> _removals = [];

        public Listener(ResidualNetwork network)
        {
            foreach (var (name, module) in network.named_modules())
            {
                switch (module)
                {
                    case Conv2d convolution:
                        _layers.Add(new Layer(name, convolution.weight));
                        Hear(convolution, layer: null);
                        break;
                    case BatchNorm2d normalisation:
                        // The modules are registered in this order: each normalisation behind its convolution.
                        Hear(normalisation, _layers[^1]);
                        break;
                    case Linear classifier:
                        _layers.Add(new Layer(name, classifier.weight));
                        Hear(classifier, _layers[^1]);
                        break;
                }
            }
        }

        public IReadOnlyList<Layer> Layers => _layers;

        public long ActivationBytes { get; private set; }

        public void Dispose()
        {
            _removals.ForEach(remove => remove());
            _layers.ForEach(layer => layer.Response?.Dispose());
        }

        private void Hear(nn.Module<Tensor, Tensor> module, Layer? layer)
        {
            var hook = module.register_forward_hook((_, _, output) =>
            {
                ActivationBytes += BytesOf(output);
                if (layer is not null)
                {
                    // Now: the nonlinearity behind it works in place. Out of the block's dispose scope, which ends before the pass does.
                    using var noGradient = no_grad();
                    layer.Response = output.detach().to(ScalarType.Float32).std(unbiased: false).DetachFromDisposeScope();
                }

                return output;
            });
            _removals.Add(hook.remove);
        }
    }
}
