using System.Globalization;
using Harness.Contracts.Files;

namespace Harness.Experiments.Training;

/// <summary>The part of an append-only file that belongs to a checkpoint.</summary>
/// <param name="Bytes">Its length from the file's start.</param>
/// <param name="Sha256">Its digest.</param>
internal sealed record LogMark(long Bytes, string Sha256)
{
    /// <summary>Of a file that is not there yet.</summary>
    public static LogMark Start { get; } = new(0, ContentDigest.OfBytes([]));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes} {Sha256}");

    /// <exception cref="FormatException">The text is no mark.</exception>
    public static LogMark Parse(string text) => text.Split(' ') is [var bytes, var digest]
        ? new LogMark(long.Parse(bytes, CultureInfo.InvariantCulture), digest)
        : throw new FormatException($"'{text}' is not a length and a digest.");

    /// <summary>The file still begins with these very bytes.</summary>
    public bool Fits(string path)
    {
        if (!File.Exists(path))
        {
            return Bytes == 0;
        }

        using var stream = RegularFile.OpenRead(path);
        if (Bytes < 0 || stream.Length < Bytes || Bytes > int.MaxValue)
        {
            return false;
        }

        var kept = new byte[Bytes];
        stream.ReadExactly(kept);
        return ContentDigest.OfBytes(kept) == Sha256;
    }
}
