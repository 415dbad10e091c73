namespace Harness.NativeRepair.Elf;

/// <summary>Which symbols the loader has to find in a given version.</summary>
public static class SymbolVersions
{
    /// <summary>The highest bit of a symbol's version number only hides the symbol from linkers.</summary>
    internal const ushort IndexMask = 0x7fff;

    private const ulong RelocationSize = 24;
    private const ulong SymbolSize = 24;
    private const ulong RelocationsWithAddendKind = 7;

    /// <summary>
    /// The symbols, as numbers in the symbol table, that some relocation refers to, by the version number they are bound to.
    /// The loader looks symbols up for relocations only, so a version number without an entry is never asked for.
    /// </summary>
    /// <exception cref="MalformedElfException">A table leaves the file, or relocations have a form that x86-64 does not use.</exception>
    public static ILookup<ushort, uint> ReadRelocated(ElfLibrary library)
    {
        RequireKnownForms(library);
        var versions = library.Require(DynamicTag.SymbolVersions, "table of symbol versions");
        return RelocatedSymbols(library, DynamicTag.Relocations, DynamicTag.RelocationSize)
            .Concat(RelocatedSymbols(library, DynamicTag.ProcedureRelocations, DynamicTag.ProcedureRelocationSize))
            .Distinct()
            .ToLookup(symbol =>
            {
                var at = library.OffsetOf(versions + symbol * (ulong)sizeof(ushort), sizeof(ushort), "version of a symbol");
                return (ushort)(library.Bytes.UInt16(at, "version of a symbol") & IndexMask);
            });
    }

    /// <summary>The name of symbol number <paramref name="symbol"/>.</summary>
    public static string NameOf(ElfLibrary library, uint symbol)
    {
        var table = library.Require(DynamicTag.SymbolTable, "symbol table");
        var at = library.OffsetOf(table + symbol * SymbolSize, SymbolSize, "symbol");
        return library.SymbolName(library.Bytes.UInt32(at, "symbol name"));
    }

    private static void RequireKnownForms(ElfLibrary library)
    {
        if (library.Find(DynamicTag.RelocationsWithoutAddend) is not null
            || (library.Find(DynamicTag.ProcedureRelocationKind) ?? RelocationsWithAddendKind) != RelocationsWithAddendKind)
        {
            throw library.Bytes.Malformed("it holds relocations without addends, which x86-64 does not use");
        }

        if ((library.Find(DynamicTag.SymbolSize) ?? SymbolSize) != SymbolSize)
        {
            throw library.Bytes.Malformed($"its symbols are not {SymbolSize} bytes long");
        }
    }

    private static IEnumerable<uint> RelocatedSymbols(ElfLibrary library, DynamicTag table, DynamicTag tableSize)
    {
        if (library.Find(table) is not { } address)
        {
            yield break;
        }

        var size = library.SizeOf(tableSize, "relocation table");
        var start = library.OffsetOf(address, size, "relocation table");
        for (ulong at = 0; at + RelocationSize <= size; at += RelocationSize)
        {
            // The upper half of r_info is the symbol; zero means that none is needed.
            if (library.Bytes.UInt64(start + at + 8, "relocation") >> 32 is var symbol and not 0)
            {
                yield return (uint)symbol;
            }
        }
    }
}
