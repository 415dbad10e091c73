namespace Harness.Elf;

/// <summary>Where the loader has to fill in addresses.</summary>
internal static class Relocations
{
    private const ulong RelocationSize = 24;
    private const ulong RelocationsWithAddendKind = 7;

    /// <summary>
    /// The symbols, as numbers in the symbol table, that some relocation refers to; each once.
    /// The loader looks symbols up for relocations only, so the others are never asked for.
    /// </summary>
    /// <exception cref="MalformedElfException">A table leaves the file, or relocations have a form that x86-64 does not use.</exception>
    public static IEnumerable<uint> ReadSymbols(ElfLibrary library)
    {
        RequireKnownForms(library);
        return ReadSymbols(library, DynamicTag.Relocations, DynamicTag.RelocationSize)
            .Concat(ReadSymbols(library, DynamicTag.ProcedureRelocations, DynamicTag.ProcedureRelocationSize))
            .Distinct();
    }

    private static void RequireKnownForms(ElfLibrary library)
    {
        if (library.Find(DynamicTag.RelocationsWithoutAddend) is not null
            || (library.Find(DynamicTag.ProcedureRelocationKind) ?? RelocationsWithAddendKind) != RelocationsWithAddendKind)
        {
            throw library.Bytes.Malformed("it holds relocations without addends, which x86-64 does not use");
        }
    }

    private static IEnumerable<uint> ReadSymbols(ElfLibrary library, DynamicTag table, DynamicTag tableSize)
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
