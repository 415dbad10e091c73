using System.Formats.Tar;
using System.IO.Compression;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>A file wanted from an archive.</summary>
/// <param name="Path">Its path inside the archive.</param>
/// <param name="FileName">Its name after extraction; never taken from the archive.</param>
/// <param name="MaximumBytes">An entry above this is refused before it is written.</param>
public sealed record TarMember(string Path, string FileName, long MaximumBytes);

/// <summary>Takes named regular files out of a gzip-compressed tar archive, and nothing else.</summary>
public static class TarMembers
{
    /// <summary>Writes <paramref name="members"/> into <paramref name="folder"/>, flushed to the disk.</summary>
    /// <remarks>Names, links and sizes in the archive decide nothing: an entry is read only if its path is a wanted one, and lands under the name given here.</remarks>
    /// <exception cref="SourceException">The archive is damaged, or a member is missing, doubled, too large or not a regular file.</exception>
    public static void Extract(string archive, IReadOnlyCollection<TarMember> members, string folder, CancellationToken cancellation)
    {
        var missing = members.ToDictionary(member => member.Path, StringComparer.Ordinal);
        var wanted = missing.Keys.ToHashSet(StringComparer.Ordinal);
        try
        {
            using var file = File.OpenRead(archive);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            using var blocks = new TarBlocks(unzipped);
            using var reader = new TarReader(blocks);
            while (missing.Count > 0 && reader.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                if (!wanted.Contains(path))
                {
                    continue;
                }

                if (!missing.Remove(path, out var member))
                {
                    throw new SourceException($"its archive holds {path} twice");
                }

                Write(entry, member, Path.Combine(folder, member.FileName));
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new SourceException($"its archive {Path.GetFileName(archive)} is damaged: {fault.Message}", fault);
        }

        if (missing.Count > 0)
        {
            throw new SourceException($"its archive {Path.GetFileName(archive)} lacks {string.Join(", ", missing.Keys)}");
        }
    }

    private static void Write(TarEntry entry, TarMember member, string target)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            throw new SourceException($"{member.Path} in its archive is not a regular file but a {entry.EntryType}");
        }

        if (entry.Length > member.MaximumBytes)
        {
            throw new SourceException($"{member.Path} in its archive has {entry.Length:N0} bytes, expected at most {member.MaximumBytes:N0}");
        }

        using var stream = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None);
        entry.DataStream?.CopyTo(stream);
        stream.Flush(flushToDisk: true);
    }
}
