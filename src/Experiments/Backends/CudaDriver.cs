using System.Runtime.InteropServices;

namespace Harness.Experiments.Backends;

/// <summary>The functions of NVIDIA's driver library that are called here. Each gives zero on success.</summary>
internal static partial class CudaDriver
{
    public const string Library = "libcuda.so.1";

    public const int Success = 0;

    /// <summary>CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR of cuda.h.</summary>
    public const int ComputeCapabilityMajor = 75;

    /// <summary>CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR of cuda.h.</summary>
    public const int ComputeCapabilityMinor = 76;

    /// <param name="flags">Zero; nothing else is defined.</param>
    [LibraryImport(Library, EntryPoint = "cuInit")]
    public static partial int Initialise(uint flags);

    /// <param name="version">The newest CUDA that the driver supports: 1000 times the major number plus 10 times the minor.</param>
    [LibraryImport(Library, EntryPoint = "cuDriverGetVersion")]
    public static partial int GetVersion(out int version);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetCount")]
    public static partial int CountDevices(out int count);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    public static partial int GetDevice(out int device, int ordinal);

    /// <param name="name">Receives UTF-8 that ends with a zero byte.</param>
    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    public static partial int GetName(Span<byte> name, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceTotalMem_v2")]
    public static partial int GetTotalMemory(out nuint bytes, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetAttribute")]
    public static partial int GetAttribute(out int value, int attribute, int device);

    /// <summary>Opens the context that libtorch uses too; each success needs a call of <see cref="ReleaseContext"/>.</summary>
    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    public static partial int RetainContext(out nint context, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    public static partial int ReleaseContext(int device);

    [LibraryImport(Library, EntryPoint = "cuCtxPushCurrent_v2")]
    public static partial int PushContext(nint context);

    [LibraryImport(Library, EntryPoint = "cuCtxPopCurrent_v2")]
    public static partial int PopContext(out nint context);

    /// <summary>Of the current context's device.</summary>
    [LibraryImport(Library, EntryPoint = "cuMemGetInfo_v2")]
    public static partial int GetMemory(out nuint free, out nuint total);
}
