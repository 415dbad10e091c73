using System.Globalization;
using System.Runtime.InteropServices;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Benchmarking;

/// <summary>
/// How much memory a stretch of the program takes at most. On a CPU the process's resident set at its peak, as Linux keeps it. On a GPU what the device has
/// less free afterwards: libtorch's allocator returns nothing, so what it holds at the end is its peak.
/// </summary>
internal sealed partial class PeakMemory
{
    private const string Driver = "libcuda.so.1";
    private const string StatusFile = "/proc/self/status";

    private readonly DeviceClass _device;
    private readonly long? _freeBefore;

    private PeakMemory(DeviceClass device)
    {
        _device = device;
        _freeBefore = device == DeviceClass.Cuda ? FreeOnDevice() : null;
    }

    /// <summary>Call it when libtorch has made its context and the images lie on the device.</summary>
    public static PeakMemory Begin(DeviceClass device) => new(device);

    /// <returns>Bytes; null where the system does not tell.</returns>
    public long? Read() => _device == DeviceClass.Cuda ? _freeBefore - FreeOnDevice() : PeakResidentSet();

    private static long? PeakResidentSet()
    {
        const string Field = "VmHWM:";
        var line = File.Exists(StatusFile) ? File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line is not null && long.TryParse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes << 10
            : null;
    }

    private static long? FreeOnDevice()
    {
        const int Success = 0;
        Calibration.Synchronise(DeviceClass.Cuda);
        try
        {
            return GetMemoryInformation(out var free, out _) == Success ? (long)free : null;
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // Asks for the context of the calling thread, which libtorch has made current when it made its first tensor there.
    [LibraryImport(Driver, EntryPoint = "cuMemGetInfo_v2")]
    private static partial int GetMemoryInformation(out nuint free, out nuint total);
}
