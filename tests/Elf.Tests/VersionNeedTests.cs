using Harness.Elf;

namespace Harness.Elf.Tests;

public sealed class VersionNeedTests
{
    [Fact]
    public void The_shipped_library_asks_for_what_readelf_lists()
    {
        // readelf -V libLibTorchSharp.so, GNU Binutils 2.40.
        var counts = VersionNeed.ReadAll(ShippedLibrary.Parse())
            .GroupBy(need => need.Library)
            .Select(group => (group.Key, group.Count()));

        Assert.Equal(
            [("ld-linux-x86-64.so.2", 1), ("libm.so.6", 1), ("libgcc_s.so.1", 1), ("libc.so.6", 5), ("libstdc++.so.6", 20)],
            counts);
    }

    [Fact]
    public void Name_number_flags_and_place_of_a_request_are_readelfs()
    {
        // readelf -V: the list starts at 0x3f8f0; "0x0140: Name: GLIBCXX_3.4.32  Flags: none  Version: 18"; flags follow a 4-byte hash.
        var need = VersionNeed.ReadAll(ShippedLibrary.Parse()).Single(need => need.Version == ShippedLibrary.UnusedVersion);

        Assert.Equal(new VersionNeed("libstdc++.so.6", "GLIBCXX_3.4.32", 18, IsWeak: false, 0x3f8f0 + 0x140 + 4), need);
    }

    [Theory]
    // The four bytes that the file holds before the flags of these entries: od -A x -t x4 -j 0x3fa30 -N 4.
    [InlineData("GLIBCXX_3.4.32", 0x0297f842u)]
    [InlineData("", 0u)]
    public void Hash_is_the_System_V_one(string name, uint expected) => Assert.Equal(expected, VersionNeed.Hash(name));
}
