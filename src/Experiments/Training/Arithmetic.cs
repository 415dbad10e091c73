using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using TorchSharp;

namespace Harness.Experiments.Training;

/// <summary>How libtorch computes in this process.</summary>
internal static class Arithmetic
{
    /// <summary>Settles it once, after libtorch is loaded and before the first trainer is made.</summary>
    /// <param name="device">Where tensors will live.</param>
    /// <param name="precision">Never <see cref="Precision.Auto"/>.</param>
    /// <param name="deterministic">On a GPU: only algorithms that give the same bits every time. On a CPU one thread is enough for that.</param>
    public static void Settle(DeviceClass device, Precision precision, bool deterministic)
    {
        // One thread takes every sum in one order: the same bits on any number of cores.
        torch.set_num_threads(1);
        if (device != DeviceClass.Cuda)
        {
            return;
        }

        var tensorFloat32 = precision == Precision.TensorFloat32;
        torch.backends.cuda.matmul.allow_tf32 = tensorFloat32;
        torch.backends.cudnn.allow_tf32 = tensorFloat32;
        LibtorchSwitches.UseDeterministicAlgorithms(deterministic);
        // Timing the algorithms picks whichever was fastest that moment, and so other bits from run to run.
        LibtorchSwitches.UseCuDnnBenchmark(!deterministic);
    }
}
