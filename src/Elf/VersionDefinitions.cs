namespace Harness.Elf;

/// <summary>The versions that a library offers to others (DT_VERDEF).</summary>
public static class VersionDefinitions
{
    private const ulong DefinitionSize = 20;
    private const ulong AuxiliarySize = 8;

    /// <exception cref="MalformedElfException">The list leaves the file, loops or contradicts itself.</exception>
    public static IReadOnlySet<string> ReadAll(ElfLibrary library)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (library.Find(DynamicTag.VersionDefinitions) is not { } at)
        {
            return names;
        }

        var bytes = library.Bytes;
        var remaining = VersionNeed.CountOf(library, DynamicTag.VersionDefinitionCount, "versions that it defines");
        while (remaining > 0)
        {
            var offset = library.OffsetOf(at, DefinitionSize, "version definition");
            // The first auxiliary entry is the version's own name; those after it are its ancestors.
            var auxiliary = library.OffsetOf(at + bytes.UInt32(offset + 12, "version name list"), AuxiliarySize, "version name");
            names.Add(library.Name(bytes.UInt32(auxiliary, "version name"), "name of a defined version"));
            at = VersionNeed.Follow(bytes, at, bytes.UInt32(offset + 16, "next version definition"), DefinitionSize, --remaining);
        }

        return names;
    }
}
