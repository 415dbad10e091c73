using System.Text;

namespace Harness.Contracts.Files;

/// <summary>Writes files so that a reader sees the old content or the new one, never a part, also after a power cut.</summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark; folders are made as needed.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes <paramref name="bytes"/> to a temporary neighbour, flushes it to the disk and renames it to <paramref name="path"/>.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to or the disk is full.</exception>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using var stream = Create(path, out var temporary);
        try
        {
            stream.Write(bytes);
            Finish(stream, temporary, path);
        }
        catch (IOException fault)
        {
            throw Explain(path, fault);
        }
    }

    /// <summary>Lets <paramref name="write"/> fill a temporary neighbour of <paramref name="path"/>, then puts it in place.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using var stream = Create(path, out var temporary);
        try
        {
            write(stream);
            Finish(stream, temporary, path);
        }
        catch (IOException fault)
        {
            throw Explain(path, fault);
        }
    }

    private static FileStream Create(string path, out string temporary)
    {
        // The process number keeps two writers of one file from sharing a temporary.
        temporary = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, fault);
        }
    }

    private static void Finish(FileStream stream, string temporary, string path)
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(temporary, path, overwrite: true);
    }

    private static HarnessException Explain(string path, Exception fault) =>
        new($"Cannot write {path}: {fault.Message} Make the folder writable or free some space, then run the same command again; nothing that was finished is lost.", fault);
}
