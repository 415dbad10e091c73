using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Harness.Experiments.Models;

/// <summary>
/// The seed document's initial weights: convolutions from N(0, 2 / (outputs x kernel area)) (He initialisation, fan-out), the classifier from N(0, 0.01^2),
/// biases 0, normalisation scale 1 and shift 0.
/// </summary>
internal static class Initialisation
{
    private const double ClassifierDeviation = 0.01;

    /// <summary>Draws every weight from <paramref name="generator"/>, a CPU generator, in the order of the modules.</summary>
    public static void Apply(nn.Module network, Generator generator)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (var module in network.modules())
        {
            switch (module)
            {
                case Conv2d { weight: { } weight }:
                    var fanOut = weight.shape[0] * weight.shape[2] * weight.shape[3];
                    weight.copy_(randn(weight.shape, generator: generator).mul_(Math.Sqrt(2.0 / fanOut)));
                    break;
                case Linear { weight: { } weight, bias: { } bias }:
                    weight.copy_(randn(weight.shape, generator: generator).mul_(ClassifierDeviation));
                    bias.zero_();
                    break;
            }
        }
    }
}
