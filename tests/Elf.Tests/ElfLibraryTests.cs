using Harness.Contracts;

namespace Harness.Elf.Tests;

public sealed class ElfLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("elf-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Needed_libraries_are_those_that_readelf_lists() =>
        // readelf -d libLibTorchSharp.so, GNU Binutils 2.40.
        Assert.Equal(
            ["libtorch.so", "libc10.so", "libtorch_cpu.so", "libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6", "ld-linux-x86-64.so.2"],
            ElfLibrary.Read(ShippedLibrary.Path).NeededLibraries);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("There is no", Assert.Throws<HarnessException>(() => ElfLibrary.Read(Path.Combine(_folder.FullName, "absent.so"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_not_a_library() =>
        Assert.Throws<HarnessException>(() => ElfLibrary.Read(Path.GetTempPath()));

    [Fact]
    public void A_file_of_a_terabyte_is_refused_before_it_is_read()
    {
        var sparse = Path.Combine(_folder.FullName, "sparse.so");
        using (var stream = File.Create(sparse))
        {
            stream.SetLength(1L << 40);
        }

        Assert.Contains("Expected a library of at most", Assert.Throws<HarnessException>(() => ElfLibrary.Read(sparse)).Message, StringComparison.Ordinal);
    }
}
