using System.Buffers.Binary;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Contracts;
using Harness.Elf;

namespace Harness.Elf.Tests;

/// <summary>Whatever is wrong with a file, the answer is a sentence, soon, and without much memory.</summary>
public sealed class MalformedLibraryTests
{
    // The parts that are read, from readelf -l and -d: headers; symbols to the needed versions; relocations; the dynamic table.
    private static readonly (int Start, int End)[] PartsRead = [(0, 0x298), (0x3890, 0x3fb00), (0x3fb00, 0x4fb38), (ShippedLibrary.DynamicOffset, 0x1d4d48)];

    // The places where a wrong number does most harm.
    private static readonly (int Start, int End)[] TablesOfOffsets = [(0, 0x298), (ShippedLibrary.NeedsOffset, 0x3fb00), (ShippedLibrary.DynamicOffset, 0x1d4d48)];

    [Property(MaxTest = 300)]
    public FsCheck.Property A_file_cut_anywhere_is_read_or_refused() =>
        Prop.ForAll(Gen.Choose(0, ShippedLibrary.Bytes().Length - 1).ToArbitrary(), length => IsHandled(ShippedLibrary.Bytes()[..length]));

    [Property(MaxTest = 1500)]
    public FsCheck.Property A_file_with_wrong_bytes_is_read_or_refused() =>
        Prop.ForAll(Mutations(PartsRead, 200).ToArbitrary(), IsHandledWith);

    [Property(MaxTest = 1500)]
    public FsCheck.Property A_file_with_wrong_offsets_is_read_or_refused() =>
        Prop.ForAll(Mutations(TablesOfOffsets, 4).ToArbitrary(), IsHandledWith);

    [Theory]
    [InlineData(0, 0x00, "does not start as an ELF file does")]
    [InlineData(4, 0x01, "not a 64-bit little-endian shared library")]
    [InlineData(5, 0x02, "not a 64-bit little-endian shared library")]
    [InlineData(18, 0xb7, "not a 64-bit little-endian shared library")]
    [InlineData(57, 0xff, "segments, and no library has more than")]
    public void A_wrong_byte_in_the_header_is_explained(int at, byte value, string expected) =>
        Assert.Contains(expected, Refusal(content => content[at] = value), StringComparison.Ordinal);

    [Fact]
    public void A_chain_of_libraries_that_stands_still_is_refused() =>
        Assert.Contains("ends or turns back", Refusal(content => Put32(content, ShippedLibrary.NeedsOffset + 12, 0)), StringComparison.Ordinal);

    [Fact]
    public void A_chain_of_versions_that_stands_still_is_refused() =>
        // libc.so.6 has five versions; the first one's vna_next is at 0x70 + 12 of the list.
        Assert.Contains("ends or turns back", Refusal(content => Put32(content, ShippedLibrary.NeedsOffset + 0x70 + 12, 0)), StringComparison.Ordinal);

    [Fact]
    public void A_chain_that_leaves_the_file_is_refused() =>
        Assert.Contains("lies in no segment", Refusal(content => Put32(content, ShippedLibrary.NeedsOffset + 12, 0x7fffffff)), StringComparison.Ordinal);

    [Theory]
    [InlineData(DynamicTag.VersionNeedCount, "cannot number more than")]
    [InlineData(DynamicTag.VersionNeeds, "lies in no segment")]
    [InlineData(DynamicTag.RelocationSize, "more than the whole file")]
    [InlineData(DynamicTag.Relocations, "lies in no segment")]
    [InlineData(DynamicTag.StringTableSize, "more than the whole file")]
    [InlineData(DynamicTag.StringTable, "lies in no segment")]
    [InlineData(DynamicTag.SymbolVersions, "lies in no segment")]
    public void A_huge_number_in_the_dynamic_table_is_refused(DynamicTag tag, string expected) =>
        Assert.Contains(expected, Refusal(content => PutDynamic(content, tag, ulong.MaxValue - 64)), StringComparison.Ordinal);

    [Fact]
    public void A_version_whose_name_was_altered_is_refused() =>
        Assert.Contains("hash", Refusal(content => Put32(content, ShippedLibrary.NeedsOffset + 0x140 + 8, 1)), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Throws<MalformedElfException>(() => ShippedLibrary.Parse([]));

    private static FsCheck.Gen<(int At, byte Value)[]> Mutations((int Start, int End)[] parts, int most)
    {
        var one = from part in Gen.Elements(parts)
                  from at in Gen.Choose(part.Start, part.End - 1)
                  from value in Gen.OneOf(Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0xff), Gen.Choose(0, 255).Select(value => (byte)value))
                  select (at, value);
        return Gen.Choose(1, most).SelectMany(count => one.ArrayOf(count));
    }

    private static bool IsHandledWith((int At, byte Value)[] mutations)
    {
        var content = ShippedLibrary.Bytes();
        foreach (var (at, value) in mutations)
        {
            content[at] = value;
        }

        return IsHandled(content);
    }

    private static bool IsHandled(byte[] content)
    {
        // Ten times what the whole file needs in memory is far less than one runaway list.
        var limit = GC.GetAllocatedBytesForCurrentThread() + 25_000_000;
        try
        {
            ReadAll(content);
        }
        catch (HarnessException)
        {
            // The answer that is wanted where the damage matters; any other exception fails the property.
        }

        return GC.GetAllocatedBytesForCurrentThread() < limit;
    }

    private static void ReadAll(byte[] content)
    {
        var library = ShippedLibrary.Parse(content);
        VersionNeed.ReadAll(library);
        VersionDefinitions.ReadAll(library);
        SymbolVersions.ReadRelocated(library);
        Symbol.ReadRequired(library);
        _ = library.NeededLibraries;
    }

    private static string Refusal(Action<byte[]> damage)
    {
        var content = ShippedLibrary.Bytes();
        damage(content);
        return Assert.Throws<MalformedElfException>(() => ReadAll(content)).Message;
    }

    private static void Put32(byte[] content, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at), value);

    private static void PutDynamic(byte[] content, DynamicTag tag, ulong value)
    {
        var at = ShippedLibrary.DynamicOffset;
        while ((DynamicTag)BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(at)) != tag)
        {
            at += 16;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(at + 8), value);
    }
}
