using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Harness.Experiments.Training;

/// <summary>The loss and the learning rate of every step of a run. The losses stay on the device until someone asks: reading one would wait for the GPU.</summary>
internal sealed class StepTrace : IDisposable
{
    /// <param name="steps">Steps of the whole run.</param>
    /// <param name="device">The trainer's.</param>
    public StepTrace(int steps, Device device)
    {
        Losses = zeros(steps, ScalarType.Float32, device).DetachFromDisposeScope();
        LearningRates = zeros(steps, ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>[steps] float32 on the device: mean cross entropy in nats of each step's batch; 0 where no step has been taken.</summary>
    public Tensor Losses { get; }

    /// <summary>[steps] float64 in host memory: the rate that each step used; 0 where no step has been taken.</summary>
    public Tensor LearningRates { get; }

    /// <param name="step">Counted from 0.</param>
    /// <param name="loss">A scalar on the device; it stays the caller's.</param>
    /// <param name="learningRate">The rate that the step used.</param>
    public void Record(int step, Tensor loss, double learningRate)
    {
        using var entry = Losses.select(0, step);
        entry.copy_(loss);
        MemoryMarshal.Cast<byte, double>(LearningRates.bytes)[step] = learningRate;
    }

    /// <summary>All losses, copied to host memory. Waits for the device.</summary>
    public float[] ReadLosses()
    {
        using var host = Losses.cpu();
        return MemoryMarshal.Cast<byte, float>(host.bytes).ToArray();
    }

    public void Dispose()
    {
        Losses.Dispose();
        LearningRates.Dispose();
    }
}
