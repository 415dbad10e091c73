using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using Harness.Experiments.Acquisition.Sources;

namespace Harness.Experiments.Tests.Acquisition.Sources;

public sealed class TarMembersTests : IDisposable
{
    private static readonly TarMember Wanted = new("inside/wanted.bin", "wanted.bin", MaximumBytes: 100);
    private static readonly byte[] Content = [1, 2, 3];
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["target"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("inside/wanted.bin")]
    [InlineData("./inside/wanted.bin")]
    public void Only_the_wanted_member_is_written(string path)
    {
        Extract(TinyDataset.Tar([("inside/other.bin", Content), (path, Content), ("../outside.bin", Content), ("/tmp/absolute-outside.bin", Content)]));

        Assert.Equal(["wanted.bin"], Directory.GetFileSystemEntries(Target).Select(Path.GetFileName));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(Target, "wanted.bin")));
        Assert.False(File.Exists(_folder["outside.bin"]));
    }

    [Fact]
    public void A_wanted_name_that_climbs_out_of_its_folder_is_not_the_wanted_member() =>
        Refused(TinyDataset.Tar([("inside/../inside/wanted.bin", Content)]), "lacks inside/wanted.bin");

    [Fact]
    public void A_link_is_not_followed()
    {
        File.WriteAllText(_folder["secret"], "not to be copied");
        Refused(
            TinyDataset.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, Wanted.Path) { LinkName = _folder["secret"] })),
            "not a regular file but a SymbolicLink");
    }

    [Fact]
    public void A_hard_link_is_not_followed()
    {
        File.WriteAllText(_folder["secret"], "not to be copied");
        Refused(
            TinyDataset.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, Wanted.Path) { LinkName = _folder["secret"] })),
            "not a regular file but a HardLink");
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.Directory)]
    public void A_device_a_pipe_or_a_folder_is_not_made(TarEntryType type)
    {
        Refused(TinyDataset.Tar(writer => writer.WriteEntry(new PaxTarEntry(type, Wanted.Path))), $"not a regular file but a {type}");
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    // The reader takes memory for the whole of such an entry, by its header's word alone.
    [Theory]
    [InlineData('x', 0x7fff_0000L)]
    [InlineData('g', 0x7fff_0000L)]
    [InlineData('L', 0x7fff_0000L)]
    [InlineData('K', 0x7fff_0000L)]
    [InlineData('x', 0x1_ffff_ffffL)]
    public void A_header_that_claims_gigabytes_is_refused_before_memory_is_taken(char type, long size)
    {
        var archive = Zip(Header(type, size));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(archive, "damaged");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    [Fact]
    public void A_header_that_claims_gigabytes_is_refused_though_its_checksum_is_wrong()
    {
        var header = Header('x', 0x7fff_0000L);
        header[0] ^= 1;
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(Zip(header), "damaged");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    [Fact]
    public void A_member_above_its_size_is_refused_before_it_is_written()
    {
        Refused(TinyDataset.Tar([(Wanted.Path, new byte[101])]), "has 101 bytes, expected at most 100");
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    [Fact]
    public void A_missing_member_is_named() => Refused(TinyDataset.Tar([("inside/other.bin", Content)]), "lacks inside/wanted.bin");

    [Fact]
    public void A_truncated_archive_is_damaged()
    {
        var archive = TinyDataset.Tar([("inside/other.bin", new byte[5000]), (Wanted.Path, Content)]);

        Refused(archive[..(archive.Length / 2)], "tiny.tar.gz");
    }

    [Property(MaxTest = 300)]
    public void Mutated_archives_give_the_member_or_a_reason_and_nothing_outside(ushort place, byte value, bool truncate)
    {
        var archive = TinyDataset.Tar([(Wanted.Path, Content)]);
        archive[place % archive.Length] = value;
        try
        {
            Extract(truncate ? archive[..(place % archive.Length)] : archive);
        }
        catch (SourceException)
        {
            // A reason was given.
        }

        Assert.Equal(["target", "tiny.tar.gz"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(Target), path => Assert.True(Path.GetFileName(path) == "wanted.bin" && new FileInfo(path).Length <= 100));
    }

    /// <summary>One block: the header of an entry of this type that claims so many bytes, in the ustar format.</summary>
    private static byte[] Header(char type, long size)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes("inside/wanted.bin").CopyTo(block, 0);
        Encoding.ASCII.GetBytes("0000644\0" + "0000000\0" + "0000000\0" + Convert.ToString(size, 8).PadLeft(11, '0') + "\0" + "00000000000\0" + "        " + type).CopyTo(block, 100);
        Encoding.ASCII.GetBytes(type is 'L' or 'K' ? "ustar  \0" : "ustar\0" + "00").CopyTo(block, 257);
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
        return block;
    }

    private static byte[] Zip(byte[] tar)
    {
        using var memory = new MemoryStream();
        using (var zipped = new GZipStream(memory, CompressionLevel.Fastest))
        {
            zipped.Write(tar);
        }

        return memory.ToArray();
    }

    private void Refused(byte[] archive, string reason) =>
        Assert.Contains(reason, Assert.Throws<SourceException>(() => Extract(archive)).Message, StringComparison.Ordinal);

    private void Extract(byte[] archive)
    {
        File.WriteAllBytes(_folder["tiny.tar.gz"], archive);
        Directory.CreateDirectory(Target);
        TarMembers.Extract(_folder["tiny.tar.gz"], [Wanted], Target, CancellationToken.None);
    }
}
