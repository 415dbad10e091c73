using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;

namespace Harness.Experiments.Tests.Backends;

public sealed class BindingCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("binding-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_libtorch_that_TorchSharp_was_built_for_lacks_nothing()
    {
        var build = TorchBuild.OfThisProgram();
        TorchRuntime.Load(BackendChoice.For(BackendRequest.Parse("cpu", null)));

        var check = BindingCheck.Of(build.TorchSharpLibrary, NativeLibrary.Load(Path.Combine(build.Folder, "libtorch.so")));

        Assert.Empty(check.Missing);
        // nm -D -u: 1,314 symbols of type U, one of them unused; and what LibtorchSwitches calls, of which TorchSharp calls some too.
        Assert.InRange(check.Needed, 1313 + 1, 1313 + 9);
    }

    [Fact]
    public void Another_library_in_its_place_is_refused_before_TorchSharp_is_loaded()
    {
        var libtorch = Path.Combine(_folder.FullName, "torch");
        Directory.CreateDirectory(libtorch);
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), Path.Combine(libtorch, "libtorch.so"));
        File.Copy(TorchBuild.OfThisProgram().TorchSharpLibrary, Path.Combine(_folder.FullName, "libLibTorchSharp.so"));
        var installation = new LibtorchInstallation(libtorch, HasCuda: false, Version: "2.11.0");

        var fault = Assert.Throws<HarnessException>(() => TorchRuntime.Load(
            new BackendChoice(TorchBackend.External, DeviceClass.Cpu, installation, Explanation: ""),
            new TorchBuild(TorchBackend.External, _folder.FullName, LibraryPath: "")));

        Assert.StartsWith($"The libtorch in {libtorch} (version 2.11.0) does not fit TorchSharp: it lacks 1", fault.Message, StringComparison.Ordinal);
        // Demangled, so that a person can look it up in PyTorch's sources.
        Assert.Contains("torch::autograd::Node::", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Name one of version 2.10 with --libtorch", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_the_C_and_Cpp_run_time_are_not_held_against_libtorch()
    {
        var missing = BindingCheck.Of(TorchBuild.OfThisProgram().TorchSharpLibrary, NativeLibrary.Load("libm.so.6")).Missing;

        // Of the 1,314, nm shows 1,209 without a version, among them the weak ones: libtorch's, since the run time's all have one.
        Assert.DoesNotContain(missing, name => name is "pow" or "malloc" or "__cxa_throw" or "_Unwind_Resume" or "__tls_get_addr");
        Assert.All(missing, name => Assert.Matches("c10|at|torch|caffe2", name));
    }
}
