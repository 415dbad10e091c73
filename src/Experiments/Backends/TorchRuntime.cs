using System.Globalization;
using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Runs;
using TorchSharp;

namespace Harness.Experiments.Backends;

/// <summary>libtorch, loaded into this process and ready for the first tensor.</summary>
/// <param name="DeviceClass">The kind of device that tensors live on.</param>
/// <param name="LibtorchVersion">As the loaded library says, for instance <c>2.10.0</c>; an external one with its makers' suffix (<c>2.10.0+cu128</c>).</param>
/// <param name="LibtorchFolder">Where it was loaded from.</param>
/// <param name="Accelerator">The GPU that tensors live on; null on a CPU.</param>
internal sealed partial record TorchRuntime(DeviceClass DeviceClass, string LibtorchVersion, string LibtorchFolder, GpuDevice? Accelerator)
{
    // Exported with C linkage by libtorch 2.9 and later: major, minor and patch number in the three upper bytes.
    private const string VersionFunction = "aoti_torch_abi_version";

    /// <summary>The variable that settles how much memory cuBLAS works in.</summary>
    private const string CublasWorkspace = "CUBLAS_WORKSPACE_CONFIG";

    /// <summary>Eight buffers of 4 MiB: one of the two settings for which NVIDIA promises equal results in every call.</summary>
    private const string RepeatableWorkspace = ":4096:8";

    // The loader's words where the kernel refuses it pages (glibc 2.36, elf/dl-load.c), mostly without the kernel's reason.
    private static readonly string[] NotMapped = ["failed to map segment", "cannot map zero-fill pages", "Cannot allocate memory"];

    /// <summary>The device that tensors live on.</summary>
    public torch.Device Device => DeviceClass == DeviceClass.Cuda ? torch.CUDA : torch.CPU;

    /// <summary>The device's name within a sentence.</summary>
    public string DeviceName => Accelerator is null ? "the CPU" : $"GPU {Accelerator.Ordinal} ({Accelerator.Name})";

    /// <summary>Loads libtorch. Call it before the first tensor is made: TorchSharp settles the device at its first use.</summary>
    /// <exception cref="HarnessException">A library does not load; the message says why and what to do.</exception>
    public static TorchRuntime Load(BackendChoice choice) => Load(choice, TorchBuild.OfThisProgram());

    internal static TorchRuntime Load(BackendChoice choice, TorchBuild build)
    {
        build.RequireNoSecondLibtorch();
        nint libtorch = 0;
        if (choice.Libtorch is not null)
        {
            // By full path and before TorchSharp's library, which then finds it in the process by its name.
            libtorch = LoadLibrary(Path.Combine(choice.Libtorch.Libraries, LibtorchInstallation.Torch), build);
        }

        if (choice.DeviceClass == DeviceClass.Cuda)
        {
            // Read when cuBLAS is first used. Without it, matrix products do not repeat bit for bit, and libtorch's deterministic mode refuses
            // them. A value that is there stays.
            _ = SetEnvironment(CublasWorkspace, RepeatableWorkspace, overwrite: 0);
            LoadLibrary(Path.Combine(choice.Libtorch?.Libraries ?? build.Folder, LibtorchInstallation.TorchCuda), build);
        }

        if (choice.Libtorch is not null)
        {
            BindingCheck.Of(build.TorchSharpLibrary, libtorch).RequireNothingMissing(choice.Libtorch);
        }

        // TorchSharp would load it too, but where that fails it says that a package is missing and copies half a gigabyte in search of one.
        LoadLibrary(build.TorchSharpLibrary, build);
        Initialise(choice.DeviceClass);
        return new TorchRuntime(
            choice.DeviceClass,
            choice.Libtorch?.Version ?? LoadedVersion(),
            Path.TrimEndingDirectorySeparator(choice.Libtorch?.Libraries ?? build.Folder),
            choice.DeviceClass == DeviceClass.Cuda && NvidiaDriver.FindDevices() is [var first, ..] ? first : null);
    }

    private static nint LoadLibrary(string path, TorchBuild build)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            var reason = LoaderMessage(fault);
            throw new HarnessException($"Cannot load {path}: {reason} {Advice(reason, build.Backend)}", fault);
        }
    }

    private static string Advice(string reason, TorchBackend backend) => reason switch
    {
        // Neither another build nor another libtorch would change that.
        _ when NotMapped.Any(words => reason.Contains(words, StringComparison.Ordinal)) =>
            "The kernel gave no memory for it, or its folder is on a file system from which no program may run (noexec). Free some memory, or move the folder.",
        _ when backend == TorchBackend.External => $"If a symbol is undefined, this libtorch does not fit TorchSharp. {LibtorchInstallation.NameAnother}",
        _ => "Build again with dotnet cake --target=Build, which repairs the copied libraries for this machine; docs/decisions/0004-native-library-repair.md tells more.",
    };

    // The runtime lists every name that it tried, one a line; the first that names the file holds the loader's own reason.
    private static string LoaderMessage(Exception fault) =>
        fault.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.StartsWith('/')) ?? fault.Message;

    private static void Initialise(DeviceClass device)
    {
        try
        {
            torch.InitializeDeviceType(device == DeviceClass.Cuda ? DeviceType.CUDA : DeviceType.CPU);
        }
        catch (Exception fault) when (fault is NotSupportedException or TypeInitializationException or InvalidOperationException)
        {
            throw new HarnessException(
                device == DeviceClass.Cuda
                    ? $"libtorch loaded but cannot use the GPU: {Innermost(fault).Message} Compare nvidia-smi's CUDA version with libtorch's, or use --backend cpu."
                    : $"TorchSharp cannot start: {Innermost(fault).Message}",
                fault);
        }
    }

    private static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;

    private static unsafe string LoadedVersion()
    {
        if (!NativeLibrary.TryLoad(LibtorchInstallation.TorchCpu, typeof(TorchRuntime).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, VersionFunction, out var function))
        {
            return "unknown";
        }

        var version = ((delegate* unmanaged<ulong>)function)();
        return string.Create(CultureInfo.InvariantCulture, $"{version >> 56}.{(version >> 48) & 0xff}.{(version >> 40) & 0xff}");
    }

    // .NET's own function changes a copy that native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
