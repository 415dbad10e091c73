using Harness.Contracts;

namespace Harness.NativeRepair.Tests;

public sealed class LibraryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replacing_keeps_time_and_mode_so_that_builds_see_no_change()
    {
        var copy = _folder.CopyOfShippedLibrary();
        var time = new DateTime(2026, 5, 7, 1, 2, 3, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(copy, time);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        LibraryFile.Replace(copy, [1, 2, 3]);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(copy));
        Assert.Equal(time, File.GetLastWriteTimeUtc(copy));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(copy));
    }

    [Fact]
    public void Replacing_leaves_a_linked_file_of_another_name_alone()
    {
        var package = _folder.CopyOfShippedLibrary();
        var output = _folder.File("output.so");
        File.CreateSymbolicLink(output, package);

        LibraryFile.Replace(output, [1, 2, 3]);

        Assert.Equal(ShippedLibrary.Bytes(), File.ReadAllBytes(package));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(output));
    }

    [Fact]
    public void A_file_of_a_package_is_refused()
    {
        Directory.CreateDirectory(_folder.File("package/runtimes/native"));
        File.WriteAllText(_folder.File("package/.nupkg.metadata"), "{}");
        var library = _folder.File("package/runtimes/native/lib.so");
        File.Copy(ShippedLibrary.Path, library);

        var fault = Assert.Throws<HarnessException>(() => LibraryFile.Replace(library, [1, 2, 3]));

        Assert.Contains("belongs to the NuGet package", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ShippedLibrary.Bytes(), File.ReadAllBytes(library));
    }
}
