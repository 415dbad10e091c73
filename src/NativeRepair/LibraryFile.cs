using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.NativeRepair;

/// <summary>A shared library on disk: replaced whole.</summary>
public static class LibraryFile
{
    // NuGet writes this file into the folder of every package that it has unpacked.
    private const string PackageMarker = ".nupkg.metadata";

    /// <summary>Puts <paramref name="content"/> in the file's place.</summary>
    /// <remarks>
    /// A new file is renamed over the old one, so that hard and symbolic links to a package's own copy stay as they are. The time of last
    /// change is kept: builds copy a file again when its time or size differs from the package's, and would undo the repair.
    /// </remarks>
    /// <exception cref="HarnessException">The file lies in a package folder, or cannot be written.</exception>
    public static void Replace(string path, byte[] content)
    {
        RefusePackageFolder(path);
        var mode = File.GetUnixFileMode(path);
        var changed = File.GetLastWriteTimeUtc(path);
        AtomicFile.WriteBytes(path, content);
        File.SetLastWriteTimeUtc(path, changed);
        File.SetUnixFileMode(path, mode);
    }

    private static void RefusePackageFolder(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, PackageMarker)))
            {
                throw new HarnessException($"{path} belongs to the NuGet package in {folder}, which other projects share. Name the copy in the build output instead.");
            }
        }
    }
}
