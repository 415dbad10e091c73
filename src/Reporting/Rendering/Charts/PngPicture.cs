using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>
/// A small photograph as a PNG file (ISO/IEC 15948), each of its pixels a square of several: readers of PDF files smooth what they enlarge themselves.
/// </summary>
internal static class PngPicture
{
    private const int Channels = 3;

    /// <param name="planes">[3, size, size] uint8: RGB planes, rows from the top.</param>
    /// <param name="size">Pixels along each side.</param>
    /// <param name="factor">Pixels of the file along each side of a pixel.</param>
    public static byte[] Encode(ReadOnlySpan<byte> planes, int size, int factor)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size * factor);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], size * factor);
        // Eight bits a sample, RGB; the only compression, filter method and order there is without interlacing.
        (header[8], header[9]) = (8, 2);
        WriteChunk(png, "IHDR", header);
        WriteChunk(png, "IDAT", Compress(Lines(planes, size, factor)));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>The picture's lines, each behind its filter: none for the first line of a row of squares, and for those below, which equal it, "up".</summary>
    private static byte[] Lines(ReadOnlySpan<byte> planes, int size, int factor)
    {
        var length = 1 + (Channels * size * factor);
        var lines = new byte[length * size * factor];
        for (var row = 0; row < size; row++)
        {
            var first = lines.AsSpan(row * factor * length, length);
            for (var sample = 0; sample < length - 1; sample++)
            {
                var (column, channel) = (sample / Channels / factor, sample % Channels);
                first[1 + sample] = planes[(((channel * size) + row) * size) + column];
            }

            for (var repeat = 1; repeat < factor; repeat++)
            {
                lines[((row * factor) + repeat) * length] = 2;
            }
        }

        return lines;
    }

    private static byte[] Compress(byte[] lines)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            zlib.Write(lines);
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[4 + data.Length];
        Encoding.ASCII.GetBytes(type, chunk);
        data.CopyTo(chunk.AsSpan(4));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(chunk));
        png.Write(number);
    }

    /// <summary>CRC-32 as in annex D of the standard.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 1) == 0 ? checksum >> 1 : 0xEDB88320 ^ (checksum >> 1);
            }
        }

        return ~checksum;
    }
}
