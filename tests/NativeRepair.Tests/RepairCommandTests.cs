using System.Reflection;
using System.Runtime.InteropServices;

namespace Harness.NativeRepair.Tests;

public sealed class RepairCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void The_repaired_copy_loads_on_this_machine()
    {
        var copy = _folder.CopyOfShippedLibrary();
        Assert.Equal(0, RepairCommand.Run([copy], _output, _errors));

        // The loader needs what the library is linked against; libraries already in the process are found by name.
        var libtorch = typeof(RepairCommandTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "LibtorchFolder").Value!;
        foreach (var name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            NativeLibrary.Load(Path.Combine(libtorch, name));
        }

        Assert.True(NativeLibrary.TryGetExport(NativeLibrary.Load(copy), "THSTensor_add", out _));
    }

    [Fact]
    public void A_second_call_changes_nothing_and_says_so()
    {
        var copy = _folder.CopyOfShippedLibrary();
        Assert.Equal(0, RepairCommand.Run(["--always", copy], _output, _errors));
        var repaired = File.ReadAllBytes(copy);
        Assert.Contains("Repaired", _output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, RepairCommand.Run(["--always", copy], _output, _errors));

        Assert.Equal(repaired, File.ReadAllBytes(copy));
        Assert.EndsWith("is optional already.\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_stays_as_it_is_and_fails_the_build()
    {
        var copy = _folder.CopyOfShippedLibrary();
        using (var stream = File.OpenWrite(copy))
        {
            stream.SetLength(100_000);
        }

        Assert.Equal(1, RepairCommand.Run([copy], _output, _errors));

        // MSBuild shows a line of this form as an error of the build.
        Assert.StartsWith($"native-repair: error: {copy} is damaged", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(ShippedLibrary.Bytes()[..100_000], File.ReadAllBytes(copy));
    }

    [Theory]
    [InlineData]
    [InlineData("--unknown", "a.so")]
    public void Wrong_arguments_show_the_usage(params string[] arguments)
    {
        Assert.Equal(2, RepairCommand.Run(arguments, _output, _errors));
        Assert.Contains("native-repair [--always] FILE...", _errors.ToString(), StringComparison.Ordinal);
    }
}
