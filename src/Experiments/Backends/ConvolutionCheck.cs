using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Backends;

/// <summary>A training step's ingredients on the device that was chosen: small, and for real.</summary>
internal static class ConvolutionCheck
{
    /// <summary>
    /// Computes a convolution, a batch normalisation, a linear layer, a loss and the gradient through all of them, on 8 images of 3×32×32;
    /// on a GPU in libtorch's deterministic mode, as workers do.
    /// </summary>
    /// <param name="runtime">libtorch, loaded.</param>
    /// <param name="precision">Bfloat16 for convolutions in that; else they are computed in float32.</param>
    /// <exception cref="HarnessException">libtorch cannot, or a gradient is no finite number.</exception>
    public static void Run(TorchRuntime runtime, Precision precision)
    {
        try
        {
            Arithmetic.Settle(runtime.DeviceClass, precision, deterministic: true);
            if (!HasFiniteGradients(runtime.Device, runtime.DeviceClass, precision))
            {
                throw new HarnessException($"libtorch {runtime.LibtorchVersion} computed a gradient on {runtime.DeviceName} that is no finite number. Do not train with it; try another libtorch or driver.");
            }
        }
        catch (Exception fault) when (fault is ExternalException or EntryPointNotFoundException)
        {
            throw new HarnessException(
                $"libtorch {runtime.LibtorchVersion} cannot compute a convolution on {runtime.DeviceName}: {fault.Message.Split('\n')[0]}. "
                + "Compare the GPU's compute capability and the driver's CUDA version with what this libtorch is made for, or use --backend cpu.",
                fault);
        }
    }

    private static bool HasFiniteGradients(Device device, DeviceClass deviceClass, Precision precision)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding: 1, bias: false, device: device),
            nn.BatchNorm2d(16, device: device),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(16, 10, device: device));
        using var images = randn(8, 3, 32, 32, device: device);
        using var labels = arange(8, dtype: ScalarType.Int64, device: device);
        nn.functional.cross_entropy(Logits(network, images, deviceClass, precision).to_type(ScalarType.Float32), labels).backward();
        return network.parameters().All(parameter => parameter.grad!.isfinite().all().item<bool>());
    }

    private static Tensor Logits(nn.Module<Tensor, Tensor> network, Tensor images, DeviceClass deviceClass, Precision precision)
    {
        if (precision != Precision.Bfloat16)
        {
            return network.forward(images);
        }

        using var autocast = LibtorchSwitches.Bfloat16(deviceClass);
        return network.forward(images);
    }
}
