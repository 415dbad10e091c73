using System.Runtime.InteropServices;

namespace Harness.Experiments.Execution;

/// <summary>Settings of glibc's allocator.</summary>
internal static partial class ProcessMemory
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MaximumMappings = -4;

    /// <summary>
    /// Keeps freed memory in the process. By default glibc gives every large activation back to the kernel and asks for it again in the next step;
    /// page faults then take about a third of a CPU training step (measured).
    /// </summary>
    public static void KeepPages()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallOpt(MaximumMappings, 0);
            _ = MallOpt(TrimThreshold, int.MaxValue);
            _ = MallOpt(TopPad, 256 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc: slower, not wrong.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
