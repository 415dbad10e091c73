using System.Formats.Tar;
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

    private void Refused(byte[] archive, string reason) =>
        Assert.Contains(reason, Assert.Throws<SourceException>(() => Extract(archive)).Message, StringComparison.Ordinal);

    private void Extract(byte[] archive)
    {
        File.WriteAllBytes(_folder["tiny.tar.gz"], archive);
        Directory.CreateDirectory(Target);
        TarMembers.Extract(_folder["tiny.tar.gz"], [Wanted], Target, CancellationToken.None);
    }
}
