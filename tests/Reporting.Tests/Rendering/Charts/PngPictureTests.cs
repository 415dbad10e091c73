using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Charts;

public sealed class PngPictureTests
{
    private const int Size = 4;
    private static readonly byte[] Planes = [.. Enumerable.Range(0, 3 * Size * Size).Select(index => (byte)(index * 5))];

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Every_pixel_becomes_a_square_of_its_colour(int factor)
    {
        var side = Size * factor;
        var pixels = Decode(PngPicture.Encode(Planes, Size, factor), side);

        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                Assert.Equal(
                    Enumerable.Range(0, 3).Select(channel => Planes[(((channel * Size) + (y / factor)) * Size) + (x / factor)]),
                    Enumerable.Range(0, 3).Select(channel => pixels[(((y * side) + x) * 3) + channel]));
            }
        }
    }

    [Fact]
    public void The_last_chunk_is_that_of_every_png_file() =>
        // The published bytes of an empty IEND chunk, checksum included.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], PngPicture.Encode(Planes, Size, 1)[^12..]);

    /// <summary>Reads what the encoder may write: one data chunk, RGB, lines with no filter or "up".</summary>
    private static byte[] Decode(byte[] png, int side)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal("IHDR", Encoding.ASCII.GetString(png, 12, 4));
        Assert.Equal((side, side), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal([8, 2, 0, 0, 0], png[24..29]);
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, 37, 4));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33))), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        zlib.CopyTo(lines);
        var (bytes, pixels) = (lines.ToArray(), new byte[3 * side * side]);
        Assert.Equal(side * (1 + (3 * side)), bytes.Length);
        for (var y = 0; y < side; y++)
        {
            var line = bytes.AsSpan(y * (1 + (3 * side)), 1 + (3 * side));
            for (var sample = 0; sample < 3 * side; sample++)
            {
                pixels[(y * 3 * side) + sample] = (byte)(line[1 + sample] + (line[0] == 2 ? pixels[((y - 1) * 3 * side) + sample] : 0));
            }
        }

        return pixels;
    }
}
