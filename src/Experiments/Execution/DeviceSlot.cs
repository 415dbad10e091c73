using System.Diagnostics;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;

namespace Harness.Experiments.Execution;

/// <summary>A place for one worker process at a time.</summary>
/// <param name="Gpu">What the worker's <c>CUDA_VISIBLE_DEVICES</c> is set to; null leaves it as it is, on a CPU or where there is one GPU only.</param>
internal sealed record DeviceSlot(string? Gpu)
{
    /// <summary>CUDA's own variable: the GPUs that a process may use, by number or by UUID.</summary>
    public const string VisibleDevices = "CUDA_VISIBLE_DEVICES";

    /// <summary>Memory kept for each CPU worker. Measured peaks at batch 128: ResNet-20 0.5 GiB, ResNet-56 0.8, ResNet-18 1.0; the deeper wide nets need more.</summary>
    private const double GibibytesPerWorker = 2;

    /// <summary>The slots of this machine.</summary>
    /// <param name="workersPerDevice">What was asked for; null for one a core as far as memory goes on a CPU, and for one on each GPU.</param>
    /// <param name="runs">The runs to be made; there are no more slots than these, and at least one.</param>
    public static IReadOnlyList<DeviceSlot> Find(DeviceClass device, int? workersPerDevice, int runs) => device == DeviceClass.Cuda
        ? OnGpus(VisibleGpus(NvidiaDriver.FindDevices().Count, Environment.GetEnvironmentVariable(VisibleDevices)), workersPerDevice, runs)
        : OnCpu(Environment.ProcessorCount, MachineInspection.AvailableMemoryGibibytes(), workersPerDevice, runs);

    /// <summary>Gives a process that is to be started its device.</summary>
    public void AssignTo(ProcessStartInfo start)
    {
        if (Gpu is not null)
        {
            start.Environment[VisibleDevices] = Gpu;
        }
    }

    /// <summary>The CPU is one device, whatever its number of cores.</summary>
    /// <param name="memory">Free memory in GiB.</param>
    public static IReadOnlyList<DeviceSlot> OnCpu(int cores, double memory, int? workers, int runs)
    {
        var fitting = (int)Math.Min(cores, memory / GibibytesPerWorker);
        return [.. Enumerable.Repeat(new DeviceSlot(Gpu: null), Math.Clamp(workers ?? fitting, 1, Math.Max(runs, 1)))];
    }

    /// <summary>As many slots on every GPU. They are dealt in rounds, so that a few long runs get a GPU each.</summary>
    public static IReadOnlyList<DeviceSlot> OnGpus(IReadOnlyList<string> gpus, int? workersPerGpu, int runs)
    {
        string?[] devices = gpus.Count > 1 ? [.. gpus] : [null];
        return
        [
            .. Enumerable.Repeat(devices, workersPerGpu ?? 1)
                .SelectMany(round => round)
                .Take(Math.Max(runs, 1))
                .Select(gpu => new DeviceSlot(gpu)),
        ];
    }

    /// <summary>How a worker names each GPU of this process.</summary>
    /// <param name="count">How many the driver offers.</param>
    /// <param name="visible">The value of <c>CUDA_VISIBLE_DEVICES</c>; null where it is unset. The driver counts what it names up to the first entry that means nothing.</param>
    public static IReadOnlyList<string> VisibleGpus(int count, string? visible)
    {
        var named = (visible ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return named.Length > 0 ? [.. named.Take(count)] : [.. Enumerable.Range(0, count).Select(number => $"{number}")];
    }

    /// <summary>How many workers' speed the slots have together: on a CPU each slot has its core, while workers on one GPU share its speed.</summary>
    public static int Speed(IReadOnlyList<DeviceSlot> slots, DeviceClass device) =>
        device == DeviceClass.Cuda ? slots.Select(slot => slot.Gpu).Distinct().Count() : slots.Count;
}
