using System.Globalization;
using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;

namespace Harness.Experiments.Execution;

/// <summary>Reads what kind of machine this is from Linux's own files; an absent file gives an honest "unknown".</summary>
internal static class MachineInspection
{
    private const string Unknown = "unknown";

    /// <summary>The processor multiplies bfloat16 in hardware (AVX-512 BF16 or AMX); without that, bfloat16 is slower than float32.</summary>
    public static bool HasFastBfloat16() => CpuField("flags").Split(' ').Any(flag => flag is "avx512_bf16" or "amx_bf16");

    /// <summary>Settles <see cref="Precision.Auto"/>: bfloat16 on a GPU and on a CPU that has it, else float32.</summary>
    /// <exception cref="HarnessException">TensorFloat32 was asked for, which only GPUs have.</exception>
    public static Precision Resolve(Precision asked, DeviceClass device) => asked != Precision.Auto
        ? asked == Precision.TensorFloat32 && device == DeviceClass.Cpu
            ? throw new HarnessException("The precision tensor_float32 exists on NVIDIA GPUs alone, and this run would be on a CPU. Name float32, bfloat16 or auto in the plan.")
            : asked
        : device == DeviceClass.Cuda || HasFastBfloat16() ? Precision.Bfloat16 : Precision.Float32;

    public static MachineRecord Inspect(BackendChoice choice, TorchRuntime runtime) => new()
    {
        OperatingSystem = Field("/etc/os-release", '=', "PRETTY_NAME").Trim('"') is { Length: > 0 } name ? name : RuntimeInformation.OSDescription,
        Processor = CpuField("model name") is { Length: > 0 } model ? model : Unknown,
        LogicalCores = Environment.ProcessorCount,
        MemoryGibibytes = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        Accelerator = runtime.Accelerator?.Name,
        AcceleratorMemoryGibibytes = runtime.Accelerator is { } gpu ? Math.Round(gpu.MemoryGibibytes, 1) : null,
        DriverVersion = runtime.Accelerator is null ? null : NvidiaDriver.FindVersion(),
        DotNetVersion = RuntimeInformation.FrameworkDescription,
        TorchSharpVersion = SourceTree.TorchSharpVersion,
        LibtorchVersion = runtime.LibtorchVersion,
        TorchBackend = choice.Name,
    };

    /// <summary>Memory that is free for new processes, in GiB; infinite where Linux does not say.</summary>
    public static double AvailableMemoryGibibytes() =>
        long.TryParse(Field("/proc/meminfo", ':', "MemAvailable").Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes / (double)(1 << 20)
            : double.PositiveInfinity;

    private static string CpuField(string name) => Field("/proc/cpuinfo", ':', name);

    private static string Field(string path, char separator, string name)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        return File.ReadLines(path)
            .Select(line => line.Split(separator, 2))
            .Where(parts => parts.Length == 2 && parts[0].Trim() == name)
            .Select(parts => parts[1].Trim())
            .FirstOrDefault("");
    }
}
