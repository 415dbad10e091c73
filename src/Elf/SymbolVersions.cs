namespace Harness.Elf;

/// <summary>Which symbols the loader has to find in a given version.</summary>
public static class SymbolVersions
{
    /// <summary>The highest bit of a symbol's version number only hides the symbol from linkers.</summary>
    internal const ushort IndexMask = 0x7fff;

    /// <summary>
    /// The symbols, as numbers in the symbol table, that some relocation refers to, by the version number they are bound to.
    /// A version number without an entry is never asked for.
    /// </summary>
    /// <exception cref="MalformedElfException">A table leaves the file, or relocations have a form that x86-64 does not use.</exception>
    public static ILookup<ushort, uint> ReadRelocated(ElfLibrary library)
    {
        var versions = library.Require(DynamicTag.SymbolVersions, "table of symbol versions");
        return Relocations.ReadSymbols(library).ToLookup(symbol =>
        {
            var at = library.OffsetOf(versions + symbol * (ulong)sizeof(ushort), sizeof(ushort), "version of a symbol");
            return (ushort)(library.Bytes.UInt16(at, "version of a symbol") & IndexMask);
        });
    }
}
