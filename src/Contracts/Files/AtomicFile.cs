using System.Text;

namespace Harness.Contracts.Files;

/// <summary>Writes files so that a reader sees the old content or the new one, never a part, also after a power cut.</summary>
public static class AtomicFile
{
    /// <summary>The names of temporaries, as a search pattern: what a writer that was killed leaves behind.</summary>
    public const string PartialPattern = "*" + PartialSuffix;

    /// <summary>Ends the name of everything that is not whole yet.</summary>
    public const string PartialSuffix = ".partial";

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark; folders are made as needed.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The same for what is worthless after a power cut: put in place at once, without waiting for the disk.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to or the disk is full.</exception>
    public static void WriteTransientText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)), flushToDisk: false);

    /// <summary>Writes <paramref name="bytes"/>; folders are made as needed.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to or the disk is full.</exception>
    public static void WriteBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Lets <paramref name="write"/> fill a temporary neighbour of <paramref name="path"/>, flushes it to the disk and puts it in place.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, flushToDisk: true);

    private static void Write(string path, Action<Stream> write, bool flushToDisk)
    {
        // Two writers of one file must not share a temporary. Their process numbers may be the same: on two machines, or in two containers.
        var temporary = $"{path}.{Path.GetRandomFileName()}{PartialSuffix}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault)
        {
            Discard(temporary);
            if (fault is IOException or UnauthorizedAccessException)
            {
                throw Explain(path, fault);
            }

            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What stopped the write is the fault to tell; a left-over temporary is ignored by every reader.
        }
    }

    private static HarnessException Explain(string path, Exception fault) =>
        new($"Cannot write {path} ({fault.Message}). Make the folder writable or free some space, then run the same command again; nothing that was finished is lost.", fault);
}
