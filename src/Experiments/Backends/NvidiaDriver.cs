using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Experiments.Backends;

/// <summary>What this machine has for CUDA, as far as can be seen before libtorch is loaded.</summary>
/// <param name="HasDevice">The kernel driver shows a GPU: <c>/dev/nvidia0</c> and so on, or <c>/dev/dxg</c> under WSL.</param>
/// <param name="IsLoadable">The driver's library <c>libcuda.so.1</c> loads.</param>
internal sealed partial record NvidiaDriver(bool HasDevice, bool IsLoadable)
{
    private const string Library = "libcuda.so.1";

    public bool IsUsable => HasDevice && IsLoadable;

    /// <summary>Why there is no usable GPU, as the end of a sentence.</summary>
    public string Lack => HasDevice
        ? $"its NVIDIA driver's {Library} does not load (is the driver installed in this container?)"
        : "it shows no NVIDIA GPU (there is no /dev/nvidia0)";

    public static NvidiaDriver Inspect() => new(
        Directory.EnumerateFiles("/dev", "nvidia*").Any(path => char.IsAsciiDigit(path[^1])) || File.Exists("/dev/dxg"),
        NativeLibrary.TryLoad(Library, out _));

    /// <summary>The name of the first GPU that this process may use, as the driver gives it; null where it gives none.</summary>
    public static string? FindDeviceName()
    {
        const int success = 0;
        Span<byte> name = stackalloc byte[256];
        try
        {
            return Initialise(0) == success && GetDevice(out var device, 0) == success && GetName(name, name.Length, device) == success
                ? Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)])
                : null;
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport(Library, EntryPoint = "cuInit")]
    private static partial int Initialise(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    private static partial int GetDevice(out int device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    private static partial int GetName(Span<byte> name, int length, int device);
}
