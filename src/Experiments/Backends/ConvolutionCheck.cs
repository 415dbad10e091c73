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
    /// <summary>Computes a convolution, a batch normalisation and the gradient through both, on 8 images of 3×32×32.</summary>
    /// <param name="runtime">libtorch, loaded.</param>
    /// <param name="precision">Bfloat16 for convolutions in that; else they are computed in float32.</param>
    /// <exception cref="HarnessException">libtorch cannot, or a gradient is no finite number.</exception>
    public static void Run(TorchRuntime runtime, Precision precision)
    {
        try
        {
            if (!HasFiniteGradient(runtime.Device, runtime.DeviceClass, precision))
            {
                throw new HarnessException($"libtorch {runtime.LibtorchVersion} computed a gradient on {runtime.DeviceName} that is no finite number. Do not train with it; try another libtorch or driver.");
            }
        }
        catch (Exception fault) when (fault is ExternalException or EntryPointNotFoundException)
        {
            throw new HarnessException(
                $"libtorch {runtime.LibtorchVersion} cannot compute a convolution on {runtime.DeviceName}: {fault.Message.Split('\n')[0]} "
                + "Compare the GPU's compute capability and the driver's CUDA version with what this libtorch is made for, or use --backend cpu.",
                fault);
        }
    }

    private static bool HasFiniteGradient(Device device, DeviceClass deviceClass, Precision precision)
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(3, 16, 3, padding: 1, bias: false, device: device);
        using var normalisation = nn.BatchNorm2d(16, device: device);
        using var images = randn(8, 3, 32, 32, device: device);
        Tensor maps;
        if (precision == Precision.Bfloat16)
        {
            using var autocast = LibtorchSwitches.Bfloat16(deviceClass);
            maps = convolution.forward(images);
        }
        else
        {
            maps = convolution.forward(images);
        }

        normalisation.forward(maps).square().mean().backward();
        return convolution.weight.grad!.isfinite().all().item<bool>();
    }
}
