using Harness.Contracts.Files;

namespace Harness.Contracts.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    private string Target => Path.Combine(_folder, "deep", "record.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_the_folder_and_leaves_nothing_else_behind()
    {
        AtomicFile.WriteText(Target, "new");
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void A_failing_writer_leaves_the_old_content_and_no_temporary()
    {
        AtomicFile.WriteText(Target, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("half way");
        }));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        // A file where the folder should be stops every user, root included.
        File.WriteAllText(Path.Combine(_folder, "deep"), "");
        var fault = Assert.Throws<HarnessException>(() => AtomicFile.WriteText(Target, "new"));
        Assert.Contains(Target, fault.Message, StringComparison.Ordinal);
    }
}
