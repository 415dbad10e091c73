using System.Runtime.InteropServices;

namespace Harness.Experiments.Execution;

/// <summary>What a process that trains has to settle before libtorch is loaded.</summary>
internal static partial class ProcessPreparation
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MaximumMappings = -4;

    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        KeepPages();
        // cuBLAS reads it when its first handle is made; without it, matrix products on a GPU do not repeat bit for bit. A value that is there stays.
        // Environment.SetEnvironmentVariable would not do: it is not seen by native code.
        _ = SetEnvironment("CUBLAS_WORKSPACE_CONFIG", ":4096:8", overwrite: 0);
    }

    /// <summary>
    /// Keeps freed memory in the process. By default glibc gives every large activation back to the kernel and asks for it again in the next step;
    /// page faults then take about a third of a CPU training step (measured).
    /// </summary>
    private static void KeepPages()
    {
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

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
