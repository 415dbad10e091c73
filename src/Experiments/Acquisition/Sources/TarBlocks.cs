using System.Buffers;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>An unpacked tar archive on its way to <see cref="System.Formats.Tar.TarReader"/>, which takes memory for a whole long name or extended header by its header's word alone.</summary>
/// <remarks>
/// Headers begin at multiples of 512 bytes, so every block is looked at, whether or not one is due: what claims to be a file's bytes may become a header by a size that an extended header
/// changes. A block counts as a header if its checksum is written as a number: the reader asks for no more, it does not add up. Among a file's bytes that is rare, and a type and a
/// size such as these rarer.
/// Layout: POSIX.1-2017, pax, "ustar Interchange Format".
/// </remarks>
/// <param name="unpacked">Read to its end, and not closed.</param>
internal sealed class TarBlocks(Stream unpacked) : Stream
{
    /// <summary>The published archives' extended headers have some hundred bytes.</summary>
    private const long MaximumHeaderData = 1 << 20;

    private const int BlockBytes = 512;
    private const int SizeOffset = 124;
    private const int SizeBytes = 12;
    private const int ChecksumOffset = 148;
    private const int ChecksumBytes = 8;
    private const int TypeOffset = 156;

    private static readonly SearchValues<byte> NumberLetters = SearchValues.Create("01234567 \0"u8);

    private readonly byte[] _blocks = new byte[64 * BlockBytes];
    private int _next;
    private int _filled;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">A long name or an extended header claims more than a mebibyte.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_next == _filled)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, _filled - _next);
        _blocks.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Fill()
    {
        (_next, _filled) = (0, unpacked.ReadAtLeast(_blocks, _blocks.Length, throwOnEndOfStream: false));
        for (var at = 0; at + BlockBytes <= _filled; at += BlockBytes)
        {
            var block = _blocks.AsSpan(at, BlockBytes);
            if ((char)block[TypeOffset] is 'x' or 'g' or 'L' or 'K' && Number(block.Slice(SizeOffset, SizeBytes)) > MaximumHeaderData && IsNumber(block.Slice(ChecksumOffset, ChecksumBytes)))
            {
                throw new InvalidDataException($"A header of type '{(char)block[TypeOffset]}' claims more than {MaximumHeaderData:N0} bytes.");
            }
        }
    }

    /// <summary>The reader takes nothing else for a number: octal digits, and spaces and zeros about them.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> field) => !field.ContainsAnyExcept(NumberLetters);

    /// <summary>Octal digits, whatever stands around them; what is not written in digits is a number beyond all bounds.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] >= 0x80)
        {
            return long.MaxValue;
        }

        long number = 0;
        foreach (var letter in field)
        {
            number = letter is >= (byte)'0' and <= (byte)'7' ? (8 * number) + letter - '0' : number;
        }

        return number;
    }
}
