using Harness.Contracts.Files;

namespace Harness.Contracts.Tests.Files;

public sealed class FolderLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    private string LockPath => Path.Combine(_folder, "deep", ".lock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_second_holder_is_turned_away_with_the_sentence_until_the_first_lets_go()
    {
        using (FolderLock.Take(LockPath, "busy"))
        {
            Assert.Equal("busy", Assert.Throws<HarnessException>(() => FolderLock.Take(LockPath, "busy")).Message);
            Assert.Null(FolderLock.TryTake(LockPath));
        }

        FolderLock.Take(LockPath, "busy").Dispose();
    }

    [Fact]
    public void Those_who_share_it_are_let_in_beside_each_other_and_keep_out_who_wants_it_alone()
    {
        using (FolderLock.TakeShared(LockPath, "alone"))
        using (FolderLock.TakeShared(LockPath, "alone"))
        {
            Assert.Equal("shared", Assert.Throws<HarnessException>(() => FolderLock.Take(LockPath, "shared")).Message);
        }

        using (FolderLock.Take(LockPath, "shared"))
        {
            Assert.Equal("alone", Assert.Throws<HarnessException>(() => FolderLock.TakeShared(LockPath, "alone")).Message);
        }
    }

    [Fact]
    public void A_looker_sees_who_holds_it_and_makes_no_file()
    {
        Assert.False(FolderLock.IsHeld(LockPath));
        Assert.False(File.Exists(LockPath));
        using (FolderLock.Take(LockPath, "busy"))
        {
            Assert.True(FolderLock.IsHeld(LockPath));
        }

        Assert.False(FolderLock.IsHeld(LockPath));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_another_fault_than_a_held_lock()
    {
        File.WriteAllText(Path.Combine(_folder, "deep"), "");
        var fault = Assert.Throws<HarnessException>(() => FolderLock.Take(LockPath, "busy"));
        Assert.Contains("Cannot write to", fault.Message, StringComparison.Ordinal);
    }
}
