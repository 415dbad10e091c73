using System.Security.Cryptography;
using Harness.Contracts;

namespace Harness.Experiments.Execution.Scaling;

/// <summary>Measures how fast a folder's storage takes a checkpoint: written, and flushed to the disk.</summary>
internal static class StorageMeasurement
{
    private const int Repetitions = 5;

    /// <param name="folder">The results folder; it is made if it is not there, and nothing is left in it.</param>
    /// <param name="bytes">Size of a checkpoint.</param>
    /// <returns>Bytes a second, the median of five.</returns>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public static double BytesPerSecond(string folder, int bytes, TimeProvider clock)
    {
        // Real weights do not compress either.
        var content = new byte[bytes];
        RandomNumberGenerator.Fill(content);
        var path = Path.Combine(folder, $"storage-{Path.GetRandomFileName()}.partial");
        try
        {
            Directory.CreateDirectory(folder);
            return Enumerable.Range(0, Repetitions).Select(_ => Write(path, content, clock)).Order().ElementAt(Repetitions / 2);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot write to {folder} ({fault.Message}). Make the folder writable or name another one with --results.", fault);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Write(string path, byte[] content, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        return content.Length / clock.GetElapsedTime(began).TotalSeconds;
    }
}
