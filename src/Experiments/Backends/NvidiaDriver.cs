using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Experiments.Backends;

/// <summary>What this machine has for CUDA, as far as can be seen before libtorch is loaded.</summary>
/// <param name="HasDevice">The kernel driver shows a GPU: <c>/dev/nvidia0</c> and so on, or <c>/dev/dxg</c> under WSL.</param>
/// <param name="IsLoadable">The driver's library <c>libcuda.so.1</c> loads.</param>
internal sealed record NvidiaDriver(bool HasDevice, bool IsLoadable)
{
    private const string KernelModuleVersion = "/sys/module/nvidia/version";

    public bool IsUsable => HasDevice && IsLoadable;

    /// <summary>Why there is no usable GPU, as the end of a sentence.</summary>
    public string Lack => HasDevice
        ? $"its NVIDIA driver's {CudaDriver.Library} does not load (is the driver installed in this container?)"
        : "it shows no NVIDIA GPU (there is no /dev/nvidia0)";

    public static NvidiaDriver Inspect() => new(
        Directory.EnumerateFiles("/dev", "nvidia*").Any(path => char.IsAsciiDigit(path[^1])) || File.Exists("/dev/dxg"),
        NativeLibrary.TryLoad(CudaDriver.Library, out _));

    /// <summary>The GPUs that this process may use, in the order of their numbers; empty where the driver gives none.</summary>
    public static IReadOnlyList<GpuDevice> FindDevices() => Ask(
        () => CudaDriver.CountDevices(out var count) == CudaDriver.Success
            ? Enumerable.Range(0, count).Select(Describe).OfType<GpuDevice>().ToList()
            : [],
        otherwise: []);

    /// <summary>
    /// The driver's own version where the kernel shows it, and the newest CUDA that it supports: <c>570.124.06, CUDA 12.8</c>.
    /// Null where there is no driver.
    /// </summary>
    public static string? FindVersion() => Ask(
        () =>
        {
            if (CudaDriver.GetVersion(out var version) != CudaDriver.Success)
            {
                return null;
            }

            var cuda = string.Create(CultureInfo.InvariantCulture, $"CUDA {version / 1000}.{version % 1000 / 10}");
            return File.Exists(KernelModuleVersion) ? $"{File.ReadAllText(KernelModuleVersion).Trim()}, {cuda}" : cuda;
        },
        otherwise: null);

    /// <summary>Memory of <paramref name="gpu"/> that no process holds, in bytes; null where the driver does not say, for instance of a GPU that another process has for itself.</summary>
    public static long? FreeMemory(GpuDevice gpu) => Ask<long?>(
        () =>
        {
            if (CudaDriver.GetDevice(out var device, gpu.Ordinal) != CudaDriver.Success || CudaDriver.RetainContext(out var context, device) != CudaDriver.Success)
            {
                return null;
            }

            try
            {
                if (CudaDriver.PushContext(context) != CudaDriver.Success)
                {
                    return null;
                }

                var answer = CudaDriver.GetMemory(out var free, out _);
                _ = CudaDriver.PopContext(out _);
                return answer == CudaDriver.Success ? (long)free : null;
            }
            finally
            {
                _ = CudaDriver.ReleaseContext(device);
            }
        },
        otherwise: null);

    private static GpuDevice? Describe(int ordinal)
    {
        Span<byte> name = stackalloc byte[256];
        return CudaDriver.GetDevice(out var device, ordinal) == CudaDriver.Success
            && CudaDriver.GetName(name, name.Length, device) == CudaDriver.Success
            && CudaDriver.GetTotalMemory(out var memory, device) == CudaDriver.Success
            && CudaDriver.GetAttribute(out var major, CudaDriver.ComputeCapabilityMajor, device) == CudaDriver.Success
            && CudaDriver.GetAttribute(out var minor, CudaDriver.ComputeCapabilityMinor, device) == CudaDriver.Success
                ? new GpuDevice(ordinal, Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]), (long)memory, string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}"))
                : null;
    }

    private static T Ask<T>(Func<T> question, T otherwise)
    {
        try
        {
            return CudaDriver.Initialise(0) == CudaDriver.Success ? question() : otherwise;
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return otherwise;
        }
    }
}
