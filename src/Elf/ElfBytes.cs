using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Harness.Elf;

/// <summary>A file's bytes, read little-endian and never beyond their end.</summary>
/// <param name="Origin">The file's name, for messages.</param>
public sealed record ElfBytes(ReadOnlyMemory<byte> Content, string Origin)
{
    /// <summary>The bytes <paramref name="offset"/> to <paramref name="offset"/> + <paramref name="length"/>.</summary>
    /// <exception cref="MalformedElfException">They reach beyond the end of the file.</exception>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong length, string what)
    {
        var available = (ulong)Content.Length;
        if (offset > available || length > available - offset)
        {
            throw Malformed($"the {what} at offset {Hex(offset)} ({length} bytes) reaches beyond the end of the file, which has {available} bytes");
        }

        return Content.Span.Slice((int)offset, (int)length);
    }

    public ushort UInt16(ulong offset, string what) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort), what));

    public uint UInt32(ulong offset, string what) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint), what));

    public ulong UInt64(ulong offset, string what) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, sizeof(ulong), what));

    /// <summary>The text from <paramref name="offset"/> to the next zero byte, which must lie before <paramref name="end"/>.</summary>
    /// <param name="longest">The most letters that make sense; keeps a damaged file from filling the memory with names.</param>
    public string Text(ulong offset, ulong end, int longest, string what)
    {
        if (offset >= end)
        {
            throw Malformed($"the {what} starts at offset {Hex(offset)}, outside the string table, which ends at {Hex(end)}");
        }

        var table = Slice(offset, Math.Min(end - offset, (ulong)longest + 1), what);
        var length = table.IndexOf((byte)0);
        return length >= 0
            ? Encoding.Latin1.GetString(table[..length])
            : throw Malformed($"the {what} at offset {Hex(offset)} has no end within {table.Length} bytes");
    }

    public MalformedElfException Malformed(string fault) =>
        new($"{Origin} is damaged or is not what it seems: {fault}. Delete it and build again, so that it is copied afresh.");

    public static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);
}
