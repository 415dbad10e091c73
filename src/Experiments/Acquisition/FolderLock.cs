namespace Harness.Experiments.Acquisition;

/// <summary>Holds a folder for one process at a time. The operating system keeps the lock and drops it when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    // EWOULDBLOCK of flock(2): another process holds the lock. Every other fault is a real one.
    private const int WouldBlock = 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits for the lock on <paramref name="path"/>, a file that is made if needed and never deleted.</summary>
    /// <param name="whenHeld">Called once if another process holds the lock.</param>
    public static async Task<FolderLock> AcquireAsync(string path, Action whenHeld, TimeProvider time, CancellationToken cancellation)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException fault) when (fault.HResult == WouldBlock)
            {
                if (isFirst)
                {
                    whenHeld();
                }

                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    public void Dispose() => stream.Dispose();
}
