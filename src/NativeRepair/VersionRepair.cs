using Harness.Contracts;
using Harness.Elf;

namespace Harness.NativeRepair;

/// <summary>What has to change in a library so that the loader accepts it, decided without touching any file.</summary>
/// <param name="Weakened">The needed versions that are made optional; empty where nothing has to change.</param>
/// <param name="AlreadyWeak">Needed versions that were optional before, by an earlier repair or by the library's makers.</param>
public sealed record VersionRepair(IReadOnlyList<VersionNeed> Weakened, IReadOnlyList<VersionNeed> AlreadyWeak)
{
    /// <summary>Finds the needed versions that this machine lacks and proves for each that nothing in the library uses it.</summary>
    /// <param name="library">The library to be loaded.</param>
    /// <param name="versionsOf">The versions that the machine's library of a name defines; null where it has no such library.</param>
    /// <exception cref="HarnessException">A version is missing and a symbol is bound to it, so that the library cannot work here.</exception>
    public static VersionRepair ForThisMachine(ElfLibrary library, Func<string, IReadOnlySet<string>?> versionsOf) =>
        Weaken(library, need => versionsOf(need.Library) is { } defined && !defined.Contains(need.Version));

    /// <summary>
    /// Makes every needed version optional that nothing in the library uses, whatever this machine has.
    /// For a folder that is carried to machines with older libraries.
    /// </summary>
    public static VersionRepair ForAnyMachine(ElfLibrary library)
    {
        var used = SymbolVersions.ReadRelocated(library);
        return Weaken(library, need => !used.Contains(need.Index));
    }

    /// <summary>The library's bytes with the repair applied; the input is left as it is.</summary>
    public byte[] Apply(ElfLibrary library)
    {
        var repaired = library.Bytes.Content.ToArray();
        foreach (var need in Weakened)
        {
            // Little-endian: the weak flag is in the first of the two bytes.
            repaired[need.FlagsOffset] |= (byte)VersionNeed.WeakFlag;
        }

        return repaired;
    }

    private static VersionRepair Weaken(ElfLibrary library, Func<VersionNeed, bool> isCandidate)
    {
        var needs = VersionNeed.ReadAll(library);
        var missing = needs.Where(need => !need.IsWeak && isCandidate(need)).ToList();
        if (missing.Count > 0)
        {
            var used = SymbolVersions.ReadRelocated(library);
            foreach (var need in missing)
            {
                RequireUnused(library, need, used[need.Index]);
            }
        }

        return new VersionRepair(missing, [.. needs.Where(need => need.IsWeak)]);
    }

    private static void RequireUnused(ElfLibrary library, VersionNeed need, IEnumerable<uint> users)
    {
        if (users.Any())
        {
            throw new HarnessException(
                $"{library.Bytes.Origin} cannot work on this machine: it uses {Symbol.Read(library, users.First()).Name} of {need.Version}, "
                + $"which this machine's {need.Library} does not have. Use a newer Linux distribution (Debian 12 and Ubuntu 22.04 or later are known to do) "
                + $"or put a newer {need.Library} first on LD_LIBRARY_PATH.");
        }
    }
}
