using System.Runtime.InteropServices;
using Harness.Contracts.Runs;
using static TorchSharp.torch;

namespace Harness.Experiments.Training;

/// <summary>
/// Settings of libtorch that TorchSharp does not bind, reached through libtorch's own exported C++ functions.
/// Their names hold only for the libtorch versions that export them; a libtorch that lacks one is refused when it is loaded (<see cref="Backends.BindingCheck"/>).
/// </summary>
internal static partial class LibtorchSwitches
{
    private const string Library = "libtorch_cpu.so";

    /// <summary>Runs convolutions and matrix products in bfloat16 until the result is disposed. Enter and leave on one thread: the setting belongs to the thread.</summary>
    public static Autocast Bfloat16(DeviceClass device) => new(device);

    public static void UseDeterministicAlgorithms(bool value)
    {
        var context = GlobalContext();
        SetDeterministicAlgorithms(context, value, warnOnly: false);
        SetDeterministicCuDnn(context, value);
        // In this mode libtorch also fills every new tensor with NaN, to show who reads memory before writing it: one more kernel for each. Nothing here does.
        SetFillUninitializedMemory(context, false);
    }

    public static void UseCuDnnBenchmark(bool value) => SetBenchmarkCuDnn(GlobalContext(), value);

    internal readonly struct Autocast : IDisposable
    {
        private readonly sbyte _device;

        public Autocast(DeviceClass device)
        {
            _device = (sbyte)(device == DeviceClass.Cuda ? 1 : 0);
            SetAutocastType(_device, (sbyte)ScalarType.BFloat16);
            SetAutocastEnabled(_device, true);
            _ = IncrementNesting();
        }

        public void Dispose()
        {
            if (DecrementNesting() == 0)
            {
                // The cache holds bfloat16 copies of weights that the optimiser is about to change.
                ClearCache();
            }

            SetAutocastEnabled(_device, false);
        }
    }

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb")]
    private static partial void SetAutocastEnabled(sbyte device, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")]
    private static partial void SetAutocastType(sbyte device, sbyte scalarType);

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast17increment_nestingEv")]
    private static partial int IncrementNesting();

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast17decrement_nestingEv")]
    private static partial int DecrementNesting();

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast11clear_cacheEv")]
    private static partial void ClearCache();

    [LibraryImport(Library, EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint GlobalContext();

    [LibraryImport(Library, EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    private static partial void SetDeterministicAlgorithms(nint context, [MarshalAs(UnmanagedType.U1)] bool value, [MarshalAs(UnmanagedType.U1)] bool warnOnly);

    [LibraryImport(Library, EntryPoint = "_ZN2at7Context21setDeterministicCuDNNEb")]
    private static partial void SetDeterministicCuDnn(nint context, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "_ZN2at7Context39setDeterministicFillUninitializedMemoryEb")]
    private static partial void SetFillUninitializedMemory(nint context, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "_ZN2at7Context17setBenchmarkCuDNNEb")]
    private static partial void SetBenchmarkCuDnn(nint context, [MarshalAs(UnmanagedType.U1)] bool value);
}
