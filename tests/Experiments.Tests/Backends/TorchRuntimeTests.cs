using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using TorchSharp;

namespace Harness.Experiments.Tests.Backends;

public sealed class TorchRuntimeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runtime-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_repaired_library_computes()
    {
        var runtime = TorchRuntime.Load(BackendChoice.For(BackendRequest.Parse("cpu", null)));

        using var sum = torch.ones(2, 3, device: runtime.Device).sum();
        Assert.Equal(6f, sum.item<float>());
        Assert.Equal(DeviceClass.Cpu, runtime.DeviceClass);
        // The version of the package libtorch-cpu-linux-x64 that TorchSharp 0.107.0 asks for.
        Assert.Equal("2.10.0", runtime.LibtorchVersion);
    }

    [Fact]
    public void A_library_that_does_not_load_is_named_with_the_loaders_reason()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "libLibTorchSharp.so"), "not a library");
        var build = new TorchBuild(TorchBackend.Cpu, _folder.FullName, LibraryPath: "");

        var fault = Assert.Throws<HarnessException>(() => TorchRuntime.Load(CpuOf(build), build));

        Assert.StartsWith($"Cannot load {build.TorchSharpLibrary}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("file too short", fault.Message, StringComparison.Ordinal);
    }

    // The kernel refuses to map a library that takes more than the address space, as it does where there is no memory.
    [Fact]
    public void A_library_that_the_kernel_does_not_map_asks_for_memory_and_not_for_another_build()
    {
        var library = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
        // ELF-64: the file's header names the place and number of the program headers, of 56 bytes each; type 1 is a loaded segment.
        var headers = Enumerable.Range(0, BitConverter.ToInt16(library, 56)).Select(index => (int)BitConverter.ToInt64(library, 32) + (56 * index));
        var lastLoaded = headers.Last(header => BitConverter.ToInt32(library, header) == 1);
        BitConverter.TryWriteBytes(library.AsSpan(lastLoaded + 40), 1L << 50);
        File.WriteAllBytes(Path.Combine(_folder.FullName, "libLibTorchSharp.so"), library);
        var build = new TorchBuild(TorchBackend.Cpu, _folder.FullName, LibraryPath: "");

        var fault = Assert.Throws<HarnessException>(() => TorchRuntime.Load(CpuOf(build), build));

        Assert.Contains("The kernel gave no memory for it", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Build again", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_libtorch_on_the_library_path_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "libc10.so"), []);
        var build = new TorchBuild(TorchBackend.Cpu, AppContext.BaseDirectory, LibraryPath: $"/usr/lib:{_folder.FullName}");

        var fault = Assert.Throws<HarnessException>(() => TorchRuntime.Load(CpuOf(build), build));

        Assert.StartsWith($"LD_LIBRARY_PATH leads to another libtorch in {_folder.FullName}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Libraries_left_by_another_build_are_refused_beside_an_external_libtorch()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "libtorch_cpu.so"), []);
        var build = new TorchBuild(TorchBackend.External, _folder.FullName, LibraryPath: "");

        var fault = Assert.Throws<HarnessException>(() => TorchRuntime.Load(CpuOf(build), build));

        Assert.Contains("left by another build", fault.Message, StringComparison.Ordinal);
    }

    private static BackendChoice CpuOf(TorchBuild build) => new(build.Backend, DeviceClass.Cpu, Libtorch: null, Explanation: "");
}
