using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Benchmarking;

/// <summary>Starts its clock after the warm-up and stops it at the first step past the duration.</summary>
/// <param name="ready">Called between warm-up and clock; may wait for other processes.</param>
internal sealed class StepWatch(TimeSpan duration, DeviceClass device, Action ready, TimeProvider clock)
{
    private readonly int _warmUpSteps = WarmUpSteps(device);

    private int _steps;
    private long _began;
    private long _allocatedBefore;

    public bool IsOver { get; private set; }

    public double SecondsPerStep { get; private set; }

    public long ManagedBytesPerStep { get; private set; }

    /// <summary>A CPU step is long, and steady from the third on; a GPU first has to fill its allocator and choose its kernels.</summary>
    public static int WarmUpSteps(DeviceClass device) => device == DeviceClass.Cuda ? 20 : 2;

    /// <summary>Call it after every step, from the thread that takes the steps.</summary>
    /// <returns><see cref="IsOver"/>.</returns>
    public bool Count()
    {
        _steps++;
        if (_steps == _warmUpSteps)
        {
            Calibration.Synchronise(device);
            ready();
            _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            _began = clock.GetTimestamp();
        }

        if (_steps > _warmUpSteps && clock.GetElapsedTime(_began) >= duration)
        {
            Calibration.Synchronise(device);
            var timed = _steps - _warmUpSteps;
            SecondsPerStep = clock.GetElapsedTime(_began).TotalSeconds / timed;
            ManagedBytesPerStep = (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore) / timed;
            IsOver = true;
        }

        return IsOver;
    }
}
