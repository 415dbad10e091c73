using System.Runtime.InteropServices;
using Harness.Elf;

namespace Harness.NativeRepair;

/// <summary>Finds the libraries that the dynamic loader of this machine would give to a program.</summary>
/// <remarks>
/// The loader is asked rather than imitated: the library is loaded into this process by its name, and the kernel's list of
/// mapped files says where it came from. So LD_LIBRARY_PATH, ld.so.cache and the standard folders count exactly as they do
/// for the program that is built, provided that it is started with the same environment.
/// </remarks>
public static class MachineLibraries
{
    private const string MappedFiles = "/proc/self/maps";

    // The libraries that a compiler's run time is made of. No other is loaded on the word of the file that is examined.
    private static readonly HashSet<string> RunTime =
        new(["libstdc++.so.6", "libgcc_s.so.1", "libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2"], StringComparer.Ordinal);

    /// <summary>The versions that this machine's <paramref name="name"/> defines; null where it is not a run-time library or is not here.</summary>
    public static IReadOnlySet<string>? VersionsOf(string name) =>
        Find(name) is { } path ? VersionDefinitions.ReadAll(ElfLibrary.Read(path)) : null;

    /// <summary>The file that the loader takes for <paramref name="name"/>.</summary>
    public static string? Find(string name)
    {
        if (!RunTime.Contains(name) || !NativeLibrary.TryLoad(name, out _) || !File.Exists(MappedFiles))
        {
            return null;
        }

        // libstdc++.so.6 is mapped under the name its link leads to, for instance libstdc++.so.6.0.30.
        return File.ReadLines(MappedFiles)
            .Select(line => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : "")
            .FirstOrDefault(path => Path.GetFileName(path) is var file
                && (file == name || file.StartsWith(name + ".", StringComparison.Ordinal)));
    }
}
