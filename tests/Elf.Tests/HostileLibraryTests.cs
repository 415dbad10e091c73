using Xunit.Abstractions;

namespace Harness.Elf.Tests;

/// <summary>Everything that is read of a library, under mutated and random bytes. The shipped library is damaged in <see cref="MalformedLibraryTests"/>.</summary>
public sealed class HostileLibraryTests(ITestOutputHelper output)
{
    /// <summary>Of a file so small: as many versions as entries that fit into it, squared, since lists may share entries.</summary>
    private const long OfVersions = 4 << 20;

    [Fact]
    public void The_sample_has_what_is_read()
    {
        var read = new Content(SmallLibrary.Bytes());
        Assert.Equal(("libc.so.6", "GLIBC_2.2.5"), (read.Needs.Single().Library, read.Needs.Single().Version));
        Assert.Equal("OURS_1", Assert.Single(read.Definitions));
        Assert.Equal("puts", Assert.Single(read.Required).Name);
        Assert.Equal([1u], read.Relocated[2]);
        Assert.Equal(["libc.so.6"], read.Needed);
    }

    // Law: what is named lies in the file, versions have their own names' places, and a name fits a file's.
    [Fact]
    public void Libraries() => Fuzz.Attack("elf library", [SmallLibrary.Bytes()], bytes => new Content(bytes), (read, bytes) =>
    {
        Assert.All(read.Needs, need => Assert.True(need.FlagsOffset + 2 <= (ulong)bytes.Length && need.Index <= 0x7fff && need.Version.Length <= 255));
        Assert.All(read.Needs, need => Assert.Equal(BitConverter.ToUInt32(bytes, (int)need.FlagsOffset - 4), VersionNeed.Hash(need.Version)));
        Assert.All(read.Required, symbol => Assert.True(symbol is { IsUndefined: true, IsWeak: false }));
        Assert.All(read.Relocated, version => Assert.True(version.Key <= 0x7fff));
    }, output, OfVersions);

    private sealed class Content
    {
        public Content(byte[] bytes)
        {
            var library = new ElfLibrary(new ElfBytes(bytes, "hostile"));
            Needs = VersionNeed.ReadAll(library);
            Definitions = VersionDefinitions.ReadAll(library);
            Relocated = SymbolVersions.ReadRelocated(library);
            Required = Symbol.ReadRequired(library);
            Needed = library.NeededLibraries;
        }

        public IReadOnlyList<VersionNeed> Needs { get; }

        public IReadOnlySet<string> Definitions { get; }

        public ILookup<ushort, uint> Relocated { get; }

        public IReadOnlyList<Symbol> Required { get; }

        public IReadOnlyList<string> Needed { get; }
    }
}
