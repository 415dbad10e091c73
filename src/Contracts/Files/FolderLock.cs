namespace Harness.Contracts.Files;

/// <summary>Holds a folder for one process at a time. The operating system keeps the lock and drops it when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    // EWOULDBLOCK of flock(2): another process holds the lock. Every other fault is a real one.
    private const int WouldBlock = 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FileStream _stream;

    private FolderLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock on <paramref name="path"/>, a file that is made with its folder if needed and never deleted; null if another process holds it.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public static FolderLock? TryTake(string path) => TryTake(path, FileAccess.ReadWrite, FileShare.None);

    private static FolderLock? TryTake(string path, FileAccess access, FileShare share)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, access, share));
        }
        catch (IOException fault) when (fault.HResult == WouldBlock)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot write to {Path.GetDirectoryName(path)} ({fault.Message}). Make the folder writable or name another one.", fault);
        }
    }

    /// <summary>
    /// Whether another process on this machine holds the lock. Makes no file and never turns another looker away; a process that tries to take
    /// the lock in that very moment fails, so this is for locks that are waited for.
    /// </summary>
    /// <returns>False also where that cannot be told.</returns>
    public static bool IsHeld(string path)
    {
        try
        {
            // A shared lock, for as long as the file is open: it is refused while there is an exclusive one.
            using var look = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.HResult == WouldBlock;
        }
    }

    /// <summary>Takes the lock beside others that share it, and against those that want it for themselves, or says why not.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="whenHeld">The sentence for a lock that another process holds for itself.</param>
    /// <exception cref="HarnessException">Another process holds it for itself, or the folder cannot be written to.</exception>
    public static FolderLock TakeShared(string path, string whenHeld) =>
        // Reading, and letting others read, is what .NET asks the system for a shared lock for.
        TryTake(path, FileAccess.Read, FileShare.Read) ?? throw new HarnessException(whenHeld);

    /// <summary>Takes the lock or says why not.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="whenHeld">The sentence for a lock that another process holds.</param>
    /// <exception cref="HarnessException">Another process holds it, or the folder cannot be written to.</exception>
    public static FolderLock Take(string path, string whenHeld) => TryTake(path) ?? throw new HarnessException(whenHeld);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="whenHeld">Called once if another process holds the lock.</param>
    /// <param name="time">Measures the pauses between tries.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public static async Task<FolderLock> AcquireAsync(string path, Action whenHeld, TimeProvider time, CancellationToken cancellation)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (isFirst)
            {
                whenHeld();
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    public void Dispose() => _stream.Dispose();
}
