using System.Reflection;
using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Elf;
using Harness.Experiments.Training;

namespace Harness.Experiments.Backends;

/// <summary>Whether a loaded libtorch defines every function that is going to be called in it.</summary>
/// <remarks>
/// The loader binds most functions when they are first called, and where one is missing it ends the process there: hours into a plan,
/// in a worker that says no more than a mangled name. So all of them are looked up before the first tensor is made.
/// </remarks>
/// <param name="Needed">Symbols that are needed from other libraries.</param>
/// <param name="Missing">The mangled names of those that nothing defines.</param>
internal sealed record BindingCheck(int Needed, IReadOnlyList<string> Missing)
{
    private const int Shown = 3;

    // What a libtorch of any version consists of. Its libraries are in the process already, perhaps under names with a version.
    private static readonly string[] OfLibtorch = [LibtorchInstallation.Torch, LibtorchInstallation.TorchCpu, LibtorchInstallation.C10];

    /// <summary>Looks up what TorchSharp's library needs, and what this program calls in libtorch past it.</summary>
    /// <param name="torchSharpLibrary">The path of libLibTorchSharp.so, which need not be loaded.</param>
    /// <param name="libtorch">The handle of the loaded libtorch.so. A lookup in it covers all libraries that it needs.</param>
    /// <exception cref="HarnessException">TorchSharp's library cannot be read.</exception>
    public static BindingCheck Of(string torchSharpLibrary, nint libtorch)
    {
        var library = ElfLibrary.Read(torchSharpLibrary);
        // Functions of the C++ run time come from elsewhere, and libtorch need not be linked against all of it.
        nint[] libraries = [libtorch, .. library.NeededLibraries.Except(OfLibtorch).Select(Load).Where(handle => handle != 0)];
        var needed = Symbol.ReadRequired(library).Select(symbol => symbol.Name).Union(CalledDirectly()).ToList();
        return new BindingCheck(needed.Count, [.. needed.Where(name => !libraries.Any(handle => NativeLibrary.TryGetExport(handle, name, out _)))]);
    }

    /// <exception cref="HarnessException">A symbol is missing; the message names this libtorch, some of the symbols, and the way on.</exception>
    public void RequireNothingMissing(LibtorchInstallation libtorch)
    {
        if (Missing.Count > 0)
        {
            var examples = string.Join("; ", Missing.Take(Shown).Select(CxxName.Demangle));
            throw new HarnessException(
                $"The libtorch in {libtorch.Libraries} (version {libtorch.Version ?? "unknown"}) does not fit TorchSharp: it lacks {Missing.Count} of the {Needed} functions that are called in it, "
                + $"for instance {examples}. {LibtorchInstallation.NameAnother} Or compile TorchSharp's native library against this one; docs/gpu.md tells how.");
        }
    }

    private static nint Load(string name) => NativeLibrary.TryLoad(name, out var handle) ? handle : 0;

    private static IEnumerable<string> CalledDirectly() => typeof(LibtorchSwitches)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Select(method => method.GetCustomAttribute<DllImportAttribute>()?.EntryPoint)
        .OfType<string>();
}
