using Harness.Contracts;

namespace Harness.Experiments.Execution;

/// <summary>An operating-system lock on a file: one holder at a time, released by the system when the holder dies.</summary>
internal sealed class PlanLock : IDisposable
{
    private readonly FileStream _stream;

    private PlanLock(FileStream stream) => _stream = stream;

    /// <param name="path">The lock file; it stays when the lock is released, which means nothing.</param>
    /// <param name="busy">The sentence for a lock that another process holds.</param>
    /// <exception cref="HarnessException">Another process holds it, or the folder cannot be written to.</exception>
    public static PlanLock Take(string path, string busy)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, fault);
        }

        try
        {
            return new PlanLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException) && File.Exists(path) && IsWritable(Path.GetDirectoryName(path)!))
        {
            throw new HarnessException(busy, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, fault);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static bool IsWritable(string folder)
    {
        var probe = Path.Combine(folder, $".{Environment.ProcessId}.partial");
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return true;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static HarnessException Unwritable(string path, Exception fault) =>
        new($"Cannot write to {Path.GetDirectoryName(path)}: {fault.Message} Make the folder writable or name another with --results.", fault);
}
