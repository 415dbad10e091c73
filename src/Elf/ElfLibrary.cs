using Harness.Contracts;

namespace Harness.Elf;

/// <summary>
/// A shared library as the dynamic loader sees it: the loadable segments and the dynamic table of an ELF64 file for x86-64.
/// </summary>
/// <remarks>
/// Section headers are not looked at: the loader does not read them either, and they may be stripped.
/// Layout: System V ABI, chapters 4 and 5; numbers in comments are offsets within the named structure.
/// </remarks>
public sealed class ElfLibrary
{
    private const ulong FileHeaderSize = 64;
    private const ulong ProgramHeaderSize = 56;
    private const ulong DynamicEntrySize = 16;

    // Real libraries have about ten. The limit bounds the work on a damaged one.
    private const int MostSegments = 256;

    // Real libraries name less than a hundred others.
    private const int MostNeeded = 1024;

    /// <summary>Far more than any library that is read here: TorchSharp's has 2.4 MB, libstdc++ 2.2 MB.</summary>
    private const long LargestFile = 256L << 20;

    // NAME_MAX for files and versions; mangled C++ names can be long, though not longer than this.
    private const int LongestName = 255;
    private const int LongestSymbol = 1 << 16;

    private const uint LoadableSegment = 1;
    private const uint DynamicSegment = 2;

    private readonly List<Segment> _segments = [];
    private readonly Dictionary<DynamicTag, ulong> _dynamic = [];
    private readonly List<ulong> _needed = [];

    /// <exception cref="MalformedElfException">The file is not such a library, or is cut short.</exception>
    public ElfLibrary(ElfBytes bytes)
    {
        Bytes = bytes;
        RequireSharedLibraryForX64();
        ReadSegments();
        StringTable = Require(DynamicTag.StringTable, "string table");
        StringTableEnd = OffsetOf(StringTable, SizeOf(DynamicTag.StringTableSize, "string table"), "string table")
            + SizeOf(DynamicTag.StringTableSize, "string table");
    }

    /// <summary>Reads the library at <paramref name="path"/>, whole.</summary>
    /// <exception cref="HarnessException">The file is missing, too large, unreadable or not such a library.</exception>
    public static ElfLibrary Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= LargestFile
                ? new ElfLibrary(new ElfBytes(File.ReadAllBytes(path), path))
                : throw new HarnessException($"{path} has {length} bytes. Expected a library of at most {LargestFile}; this is another file.");
        }
        catch (FileNotFoundException fault)
        {
            throw new HarnessException($"There is no {path}. Build the project first, so that the library is copied there.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot read {path}: {fault.Message}", fault);
        }
    }

    public ElfBytes Bytes { get; }

    /// <summary>The libraries that the loader loads along with this one, by name and in its order.</summary>
    /// <exception cref="MalformedElfException">A name leaves the string table.</exception>
    public IReadOnlyList<string> NeededLibraries => [.. _needed.Select(index => Name((uint)index, "name of a needed library"))];

    private ulong StringTable { get; }

    private ulong StringTableEnd { get; }

    /// <summary>The value of a dynamic entry, or null where the library has none.</summary>
    public ulong? Find(DynamicTag tag) => _dynamic.TryGetValue(tag, out var value) ? value : null;

    /// <exception cref="MalformedElfException">The dynamic table has no such entry.</exception>
    public ulong Require(DynamicTag tag, string what) =>
        Find(tag) ?? throw Bytes.Malformed($"its dynamic table does not say where the {what} is");

    /// <summary>A size in bytes from the dynamic table; zero where it is absent.</summary>
    public ulong SizeOf(DynamicTag tag, string what)
    {
        var size = Find(tag) ?? 0;
        return size <= (ulong)Bytes.Content.Length
            ? size
            : throw Bytes.Malformed($"its {what} is said to have {size} bytes, more than the whole file");
    }

    /// <summary>Where in the file the loader finds <paramref name="length"/> bytes that it maps at <paramref name="address"/>.</summary>
    public ulong OffsetOf(ulong address, ulong length, string what)
    {
        foreach (var segment in _segments)
        {
            if (address >= segment.Address && address - segment.Address <= segment.Length && length <= segment.Length - (address - segment.Address))
            {
                return segment.Offset + (address - segment.Address);
            }
        }

        throw Bytes.Malformed($"the {what} at address {ElfBytes.Hex(address)} ({length} bytes) lies in no segment that is loaded from the file");
    }

    /// <summary>The name at <paramref name="index"/> of the dynamic string table.</summary>
    public string Name(uint index, string what) => Text(index, LongestName, what);

    /// <summary>The symbol's name at <paramref name="index"/> of the dynamic string table.</summary>
    public string SymbolName(uint index) => Text(index, LongestSymbol, "name of a symbol");

    private string Text(uint index, int longest, string what) =>
        Bytes.Text(OffsetOf(StringTable, 0, "string table") + index, StringTableEnd, longest, what);

    private void RequireSharedLibraryForX64()
    {
        var header = Bytes.Slice(0, FileHeaderSize, "file header");
        if (!header[..4].SequenceEqual("\u007fELF"u8))
        {
            throw Bytes.Malformed("it does not start as an ELF file does");
        }

        const byte sixtyFourBits = 2, littleEndian = 1;
        const ushort sharedObject = 3, x64 = 62;
        if (header[4] != sixtyFourBits || header[5] != littleEndian || Bytes.UInt16(16, "file type") != sharedObject || Bytes.UInt16(18, "machine") != x64)
        {
            throw Bytes.Malformed("it is not a 64-bit little-endian shared library for x86-64");
        }
    }

    private void ReadSegments()
    {
        var table = Bytes.UInt64(32, "program header offset");
        var entrySize = Bytes.UInt16(54, "program header size");
        var count = Bytes.UInt16(56, "program header count");
        if (entrySize != ProgramHeaderSize)
        {
            throw Bytes.Malformed($"its program headers have {entrySize} bytes each; the format says {ProgramHeaderSize}");
        }

        if (count > MostSegments)
        {
            throw Bytes.Malformed($"it claims {count} segments, and no library has more than {MostSegments}");
        }

        Bytes.Slice(table, count * ProgramHeaderSize, "program header table");
        (ulong Offset, ulong Length)? dynamic = null;
        for (ulong at = table; at < table + count * ProgramHeaderSize; at += ProgramHeaderSize)
        {
            var kind = Bytes.UInt32(at, "segment kind");
            var offset = Bytes.UInt64(at + 8, "segment offset");
            var address = Bytes.UInt64(at + 16, "segment address");
            var length = Bytes.UInt64(at + 32, "segment length");
            if (kind is LoadableSegment or DynamicSegment)
            {
                Bytes.Slice(offset, length, "segment");
            }

            if (kind == LoadableSegment)
            {
                _segments.Add(new Segment(offset, address, length));
            }
            else if (kind == DynamicSegment)
            {
                dynamic = (offset, length);
            }
        }

        var (start, size) = dynamic ?? throw Bytes.Malformed("it has no dynamic table");
        ReadDynamicTable(start, size);
    }

    private void ReadDynamicTable(ulong start, ulong size)
    {
        for (ulong at = 0; at + DynamicEntrySize <= size; at += DynamicEntrySize)
        {
            var tag = (DynamicTag)Bytes.UInt64(start + at, "dynamic entry");
            if (tag == DynamicTag.End)
            {
                return;
            }

            var value = Bytes.UInt64(start + at + 8, "dynamic entry");
            if (tag == DynamicTag.NeededLibrary)
            {
                AddNeeded(value);
                continue;
            }

            // Like the loader: where a tag that must be unique is repeated, the last one counts.
            _dynamic[tag] = value;
        }

        throw Bytes.Malformed("its dynamic table has no end mark");
    }

    private void AddNeeded(ulong name)
    {
        if (name > uint.MaxValue || _needed.Count == MostNeeded)
        {
            throw Bytes.Malformed($"its list of needed libraries has a name at {ElfBytes.Hex(name)}, or more than {MostNeeded} names");
        }

        _needed.Add(name);
    }

    private readonly record struct Segment(ulong Offset, ulong Address, ulong Length);
}

/// <summary>The entries of the dynamic table that are read here (System V ABI, figure 5-10; the GNU ones from the LSB).</summary>
public enum DynamicTag : ulong
{
    End = 0,
    NeededLibrary = 1,
    ProcedureRelocationSize = 2,
    StringTable = 5,
    SymbolTable = 6,
    Relocations = 7,
    RelocationSize = 8,
    StringTableSize = 10,
    SymbolSize = 11,
    RelocationsWithoutAddend = 17,
    ProcedureRelocationKind = 20,
    ProcedureRelocations = 23,
    SymbolVersions = 0x6ffffff0,
    VersionDefinitions = 0x6ffffffc,
    VersionDefinitionCount = 0x6ffffffd,
    VersionNeeds = 0x6ffffffe,
    VersionNeedCount = 0x6fffffff,
}
