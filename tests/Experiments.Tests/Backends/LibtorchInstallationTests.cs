using Harness.Contracts;
using Harness.Experiments.Backends;

namespace Harness.Experiments.Tests.Backends;

public sealed class LibtorchInstallationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("libtorch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("lib")]
    public void The_folder_or_the_one_above_may_be_named(string named)
    {
        Install("lib", "libtorch.so", "libtorch_cpu.so", "libc10.so", "libtorch_cuda.so");

        var found = LibtorchInstallation.Open(Path.Combine(_folder.FullName, named));

        Assert.Equal(new LibtorchInstallation(Path.Combine(_folder.FullName, "lib"), HasCuda: true, Version: null), found);
    }

    [Theory]
    // As PyTorch 2.10 and 2.4 write it, and as a libtorch archive does.
    [InlineData("version.py", "from typing import Optional\n\n__all__ = ['__version__', 'debug']\n__version__ = '2.10.0+cu128'\ndebug = False\n", "2.10.0+cu128")]
    [InlineData("version.py", "__version__: str = \"2.11.1\"\n", "2.11.1")]
    [InlineData("build-version", "2.10.0+cpu\n", "2.10.0+cpu")]
    public void The_version_is_read_where_its_makers_wrote_it(string file, string text, string expected)
    {
        Install("lib", "libtorch.so", "libtorch_cpu.so", "libc10.so");
        File.WriteAllText(Path.Combine(_folder.FullName, file), text);

        Assert.Equal(expected, LibtorchInstallation.Open(_folder.FullName).Version);
    }

    [Theory]
    [InlineData("2.9.1+cu126")]
    [InlineData("1.13.1")]
    [InlineData("2.13.0")]
    public void A_version_that_TorchSharp_cannot_work_with_is_refused(string version)
    {
        Install("lib", "libtorch.so", "libtorch_cpu.so", "libc10.so");
        File.WriteAllText(Path.Combine(_folder.FullName, "build-version"), version);

        var fault = Assert.Throws<HarnessException>(() => LibtorchInstallation.Open(_folder.FullName));

        Assert.Contains($"is version {version}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.StartsWith("There is no folder /nowhere/torch,", Assert.Throws<HarnessException>(() => LibtorchInstallation.Open("/nowhere/torch")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_libtorch_is_refused() =>
        Assert.StartsWith("There is no libtorch.so in", Assert.Throws<HarnessException>(() => LibtorchInstallation.Open(_folder.FullName)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_libtorch_that_is_not_whole_is_refused()
    {
        Install("lib", "libtorch.so", "libc10.so");

        Assert.Contains("lacks libtorch_cpu.so", Assert.Throws<HarnessException>(() => LibtorchInstallation.Open(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    private void Install(string folder, params string[] files)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder.FullName, folder)).FullName;
        foreach (var file in files)
        {
            File.WriteAllBytes(Path.Combine(target, file), []);
        }
    }
}
