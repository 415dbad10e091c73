using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Benchmarking;

/// <summary>A precision, and how many processes train side by side in it.</summary>
internal readonly record struct BenchmarkSetting(Precision Precision, int Workers);

/// <summary>What is to be measured.</summary>
/// <param name="Models">Names that <see cref="BenchmarkModels"/> knows.</param>
/// <param name="Repetitions">At least 1.</param>
/// <param name="Duration">Of one measurement after its warm-up, at least.</param>
internal sealed record BenchmarkRequest(DeviceClass Device, IReadOnlyList<string> Models, IReadOnlyList<BenchmarkSetting> Settings, int Repetitions, TimeSpan Duration)
{
    /// <summary>Checks what a person asked for; an empty list stands for the machine's default.</summary>
    /// <exception cref="HarnessException">A model is unknown, a number too small, or a precision needs another device.</exception>
    public static BenchmarkRequest Create(DeviceClass device, IReadOnlyList<string> models, IReadOnlyList<Precision> precisions, IReadOnlyList<int> workers, int repetitions, double seconds)
    {
        foreach (var model in models)
        {
            _ = BenchmarkModels.Find(model);
        }

        if (repetitions < 1 || !(seconds > 0) || workers.Any(count => count < 1))
        {
            throw new HarnessException($"Cannot measure {repetitions} times for {seconds} s. Expected --repetitions and --workers-per-device of at least 1 and --seconds above 0.");
        }

        if (device == DeviceClass.Cpu && precisions.Contains(Precision.TensorFloat32))
        {
            throw new HarnessException("A CPU has no TF32. Leave tensor_float32 out of --precisions, or choose a GPU with --backend.");
        }

        return new BenchmarkRequest(
            device,
            models.Count > 0 ? models : BenchmarkModels.Default,
            Pair(precisions.Count > 0 ? Settle(precisions, device) : Supported(device), workers.Count > 0 ? workers : UsualWorkers(device), device),
            repetitions,
            TimeSpan.FromSeconds(seconds));
    }

    /// <summary>The precisions that the device has in hardware.</summary>
    public static IReadOnlyList<Precision> Supported(DeviceClass device) => device == DeviceClass.Cuda
        ? [Precision.Float32, Precision.TensorFloat32, Precision.Bfloat16]
        : MachineInspection.HasFastBfloat16() ? [Precision.Float32, Precision.Bfloat16] : [Precision.Float32];

    /// <summary>One worker a core on a CPU, as training has them; on a GPU it is the question how many pay.</summary>
    private static IReadOnlyList<int> UsualWorkers(DeviceClass device) =>
        device == DeviceClass.Cuda ? [1, 2, 3, 4] : [DeviceSlot.Find(device, workersPerDevice: null, runs: int.MaxValue).Count];

    private static IReadOnlyList<Precision> Settle(IReadOnlyList<Precision> precisions, DeviceClass device) =>
        [.. precisions.Select(precision => MachineInspection.Resolve(precision, device)).Distinct()];

    /// <summary>Every precision with the first number of workers; the others only in the precision that training would choose, or the measurement would take hours.</summary>
    private static IReadOnlyList<BenchmarkSetting> Pair(IReadOnlyList<Precision> precisions, IReadOnlyList<int> workers, DeviceClass device)
    {
        var usual = MachineInspection.Resolve(Precision.Auto, device);
        var crowded = precisions.Contains(usual) ? usual : precisions[^1];
        return
        [
            .. precisions.Select(precision => new BenchmarkSetting(precision, workers[0])),
            .. workers.Skip(1).Select(count => new BenchmarkSetting(crowded, count)),
        ];
    }
}
