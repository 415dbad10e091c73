namespace Harness.Elf;

/// <summary>An entry of a library's dynamic symbol table.</summary>
/// <param name="Name">As the compiler wrote it, for C++ mangled.</param>
/// <param name="IsUndefined">The library uses it and another one has to define it.</param>
/// <param name="IsWeak">The loader goes on where nothing defines it.</param>
public readonly record struct Symbol(string Name, bool IsUndefined, bool IsWeak)
{
    private const ulong Size = 24;
    private const int WeakBinding = 2;

    /// <summary>Symbol number <paramref name="number"/>.</summary>
    /// <exception cref="MalformedElfException">The table or the name leaves the file.</exception>
    public static Symbol Read(ElfLibrary library, uint number)
    {
        var bytes = library.Bytes;
        if ((library.Find(DynamicTag.SymbolSize) ?? Size) != Size)
        {
            throw bytes.Malformed($"its symbols are not {Size} bytes long");
        }

        var at = library.OffsetOf(library.Require(DynamicTag.SymbolTable, "symbol table") + number * Size, Size, "symbol");
        // The binding is the upper half of the fifth byte; a symbol that belongs to section 0 is defined elsewhere.
        return new Symbol(
            library.SymbolName(bytes.UInt32(at, "symbol name")),
            IsUndefined: bytes.UInt16(at + 6, "section of a symbol") == 0,
            IsWeak: bytes.Slice(at + 4, 1, "binding of a symbol")[0] >> 4 == WeakBinding);
    }

    /// <summary>The symbols that other libraries have to define, or this one cannot work. Those that the loader binds at the first call are among them.</summary>
    /// <exception cref="MalformedElfException">A table leaves the file, or relocations have a form that x86-64 does not use.</exception>
    public static IReadOnlyList<Symbol> ReadRequired(ElfLibrary library) =>
    [
        .. Relocations.ReadSymbols(library).Select(number => Read(library, number)).Where(symbol => symbol is { IsUndefined: true, IsWeak: false }),
    ];
}
