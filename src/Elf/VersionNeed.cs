namespace Harness.Elf;

/// <summary>One line of a library's list "from library X I need version Y".</summary>
/// <param name="Library">The needed library, for instance <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The needed version, for instance <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which the symbol table refers to this version.</param>
/// <param name="IsWeak">Whether the loader goes on where the version is missing.</param>
/// <param name="FlagsOffset">Where in the file the two bytes of flags lie.</param>
public sealed record VersionNeed(string Library, string Version, ushort Index, bool IsWeak, ulong FlagsOffset)
{
    /// <summary>VER_FLG_WEAK: the loader tells of the missing version only when asked to be verbose.</summary>
    public const ushort WeakFlag = 2;

    private const ulong NeedSize = 16;
    private const ulong AuxiliarySize = 16;

    // Symbols refer to versions by 15 bits, so a well-formed library cannot hold more; it also bounds the work on a malformed one.
    internal const int MostVersions = 0x7fff;

    /// <summary>Reads the whole list (DT_VERNEED), in file order.</summary>
    /// <exception cref="MalformedElfException">The list leaves the file, loops or contradicts itself.</exception>
    public static IReadOnlyList<VersionNeed> ReadAll(ElfLibrary library)
    {
        var needs = new List<VersionNeed>();
        if (library.Find(DynamicTag.VersionNeeds) is not { } at)
        {
            return needs;
        }

        var bytes = library.Bytes;
        var remaining = CountOf(library, DynamicTag.VersionNeedCount, "libraries that it needs versions of");
        while (remaining > 0)
        {
            var offset = library.OffsetOf(at, NeedSize, "version need");
            var name = library.Name(bytes.UInt32(offset + 4, "library name"), "name of a needed library");
            ReadVersions(library, at + bytes.UInt32(offset + 8, "version list"), bytes.UInt16(offset + 2, "version count"), name, needs);
            at = Follow(bytes, at, bytes.UInt32(offset + 12, "next version need"), NeedSize, --remaining);
        }

        return needs;
    }

    private static void ReadVersions(ElfLibrary library, ulong at, ulong remaining, string name, List<VersionNeed> needs)
    {
        var bytes = library.Bytes;
        while (remaining > 0)
        {
            var offset = library.OffsetOf(at, AuxiliarySize, "needed version");
            var version = library.Name(bytes.UInt32(offset + 8, "version name"), "name of a needed version");
            if (bytes.UInt32(offset, "version hash") != Hash(version))
            {
                throw bytes.Malformed($"the hash stored beside the needed version '{version}' of {name} is not that name's");
            }

            var flags = bytes.UInt16(offset + 4, "version flags");
            var index = (ushort)(bytes.UInt16(offset + 6, "version index") & SymbolVersions.IndexMask);
            needs.Add(new VersionNeed(name, version, index, (flags & WeakFlag) != 0, offset + 4));
            if (needs.Count > MostVersions)
            {
                throw bytes.Malformed($"it lists more than {MostVersions} needed versions, and the format cannot number more");
            }

            at = Follow(bytes, at, bytes.UInt32(offset + 12, "next needed version"), AuxiliarySize, --remaining);
        }
    }

    /// <summary>The length of a chain, from the dynamic table.</summary>
    internal static ulong CountOf(ElfLibrary library, DynamicTag tag, string what)
    {
        var count = library.Find(tag) ?? throw library.Bytes.Malformed($"it does not say the number of {what}");
        return count <= MostVersions
            ? count
            : throw library.Bytes.Malformed($"it claims {count} {what}, and the format cannot number more than {MostVersions}");
    }

    /// <summary>The next entry of a chain. Steps lead forward by at least an entry, so that a chain cannot loop.</summary>
    internal static ulong Follow(ElfBytes bytes, ulong at, uint step, ulong entrySize, ulong remaining) =>
        remaining == 0 || step >= entrySize
            ? at + step
            : throw bytes.Malformed($"a version list ends or turns back with {remaining} of its entries missing");

    /// <summary>The System V hash, by which the loader compares versions before it compares names.</summary>
    public static uint Hash(string name)
    {
        uint hash = 0;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
