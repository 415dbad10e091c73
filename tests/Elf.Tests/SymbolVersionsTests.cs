using Harness.Elf;

namespace Harness.Elf.Tests;

public sealed class SymbolVersionsTests
{
    // readelf -rW libLibTorchSharp.so | grep -oE '@(GLIBCXX|CXXABI|GLIBC|GCC)_[0-9.]+' | sort | uniq -c, GNU Binutils 2.40.
    [Theory]
    [InlineData("GLIBCXX_3.4.32", 0)]
    [InlineData("GLIBCXX_3.4.30", 1)]
    [InlineData("GLIBCXX_3.4.9", 5)]
    [InlineData("GLIBCXX_3.4.21", 17)]
    [InlineData("GLIBC_2.34", 1)]
    public void Symbols_that_relocations_use_are_counted_as_readelf_does(string version, int expected)
    {
        var library = ShippedLibrary.Parse();
        var need = VersionNeed.ReadAll(library).Single(need => need.Version == version && need.Library is "libstdc++.so.6" or "libc.so.6");

        Assert.Equal(expected, SymbolVersions.ReadRelocated(library)[need.Index].Count());
    }
}
