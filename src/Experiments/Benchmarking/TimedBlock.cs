using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Execution;
using Harness.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Benchmarking;

/// <summary>What the passes of a block over one batch take on average.</summary>
internal readonly record struct PassTimes(TimeSpan Forward, TimeSpan Backward);

/// <summary>One block of the bottleneck comparison with a batch of noise, in training mode and channels-last, as it stands inside a network.</summary>
internal sealed class TimedBlock : IDisposable
{
    private readonly DeviceClass _device;
    private readonly TimeProvider _clock;
    private readonly ResidualBlock _block;
    private readonly Tensor _input;
    private readonly Tensor _gradient;

    public TimedBlock(ComparedBlock block, int batchSize, DeviceClass device, TimeProvider clock)
    {
        _device = device;
        _clock = clock;
        _block = new ResidualBlock(block.Blueprint);
        using var generator = new Generator(1);
        Initialisation.Apply(_block, generator);
        var place = device == DeviceClass.Cuda ? CUDA : CPU;
        _block.to(place);
        _block.train();
        foreach (var convolution in _block.modules().OfType<TorchSharp.Modules.Conv2d>())
        {
            using var permuted = convolution.weight.detach().permute(0, 2, 3, 1);
            using var packed = permuted.contiguous();
            convolution.weight = new TorchSharp.Modules.Parameter(packed.permute(0, 3, 1, 2));
        }

        // Input and output have one shape.
        long[] shape = [batchSize, ComparedBlock.Resolution, ComparedBlock.Resolution, block.Blueprint.InputChannels];
        (_input, _gradient) = (Noise(shape, generator, place), Noise(shape, generator, place));
    }

    /// <summary>libtorch prepares its kernels and memory at the first passes.</summary>
    public void WarmUp()
    {
        for (var pass = 0; pass < StepWatch.WarmUpSteps(_device); pass++)
        {
            _ = Pass();
        }
    }

    /// <summary>Makes passes for at least <paramref name="duration"/>; the mean of each kind.</summary>
    public PassTimes Measure(TimeSpan duration)
    {
        var (forward, backward, passes) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        while (passes == 0 || forward + backward < duration)
        {
            var times = Pass();
            (forward, backward, passes) = (forward + times.Forward, backward + times.Backward, passes + 1);
        }

        return new PassTimes(forward / passes, backward / passes);
    }

    public void Dispose()
    {
        _block.Dispose();
        _input.Dispose();
        _gradient.Dispose();
    }

    /// <param name="shape">Batch, height, width, channels: the order in memory.</param>
    /// <returns>[batch, channels, height, width].</returns>
    private static Tensor Noise(long[] shape, Generator generator, Device place)
    {
        using var drawn = randn(shape, generator: generator);
        using var placed = drawn.to(place);
        return placed.permute(0, 3, 1, 2);
    }

    private PassTimes Pass()
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in _block.parameters())
        {
            // Dropped, not zeroed, as the trainer does: the backward pass writes gradients and does not add to old ones.
            parameter.grad = null;
        }

        // Inside a network a block hands a gradient on to the block before it.
        var input = _input.detach().requires_grad_();
        Calibration.Synchronise(_device);
        var began = _clock.GetTimestamp();
        var output = _block.call(input);
        Calibration.Synchronise(_device);
        var between = _clock.GetTimestamp();
        output.backward([_gradient]);
        Calibration.Synchronise(_device);
        return new PassTimes(_clock.GetElapsedTime(began, between), _clock.GetElapsedTime(between));
    }
}
