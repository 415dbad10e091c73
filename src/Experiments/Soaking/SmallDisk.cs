using System.Globalization;
using Harness.Contracts;

namespace Harness.Experiments.Soaking;

/// <summary>A small file system of its own, which is filled with ballast until next to nothing is free.</summary>
internal sealed class SmallDisk
{
    /// <summary>A disk above this is somebody's: it is not filled.</summary>
    private const long Largest = 1L << 30;

    private const int BlockBytes = 1 << 16;
    private const string BallastName = ".harness-soak-ballast";

    private readonly DriveInfo _drive;
    private readonly string _ballast;

    /// <param name="folder">Where it is mounted.</param>
    /// <exception cref="HarnessException">There is no such folder, or its file system is too large to be a toy.</exception>
    public SmallDisk(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new HarnessException($"There is no folder {folder}. --small-disk needs the folder of a small file system, for instance a tmpfs of 64 MiB.");
        }

        Folder = folder;
        _drive = new DriveInfo(folder);
        _ballast = Path.Combine(folder, BallastName);
        if (_drive.TotalSize > Largest)
        {
            throw new HarnessException(string.Create(
                CultureInfo.InvariantCulture,
                $"The file system of {folder} has {_drive.TotalSize >> 20} MiB. --small-disk fills it, so it must be a small one of its own, of at most {Largest >> 20} MiB: for instance a tmpfs, mounted where 'unshare --user --map-root-user --mount' shows it to this program alone."));
        }

        // Of a soak that was killed; not before the disk is known to be one for soaks.
        Empty();
    }

    public string Folder { get; }

    public bool IsFull => File.Exists(_ballast);

    /// <summary>Writes until at most <paramref name="free"/> bytes are left.</summary>
    public void Fill(long free)
    {
        var block = new byte[BlockBytes];
        using var ballast = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (_drive.AvailableFreeSpace > free)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // Someone else took the rest in the meantime: full is what it was to be.
        }
    }

    public void Empty() => File.Delete(_ballast);
}
