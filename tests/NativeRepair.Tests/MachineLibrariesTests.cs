namespace Harness.NativeRepair.Tests;

public sealed class MachineLibrariesTests
{
    [Theory]
    // The oldest version that each library has for x86-64; every machine that runs .NET has it.
    [InlineData("libstdc++.so.6", "GLIBCXX_3.4")]
    [InlineData("libc.so.6", "GLIBC_2.2.5")]
    [InlineData("libgcc_s.so.1", "GCC_3.0")]
    public void The_machines_own_library_is_found_by_the_loader(string library, string version) =>
        Assert.Contains(version, MachineLibraries.VersionsOf(library)!);

    [Fact]
    public void Other_libraries_are_not_loaded_on_the_word_of_a_file() =>
        Assert.Null(MachineLibraries.Find("libtorch_cpu.so"));
}
