using Harness.Elf;

namespace Harness.Elf.Tests;

/// <summary>The library of TorchSharp 0.107.0 as its package holds it, and what GNU readelf 2.40 says of it.</summary>
internal static class ShippedLibrary
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "AsShipped", "libLibTorchSharp.so");

    /// <summary>The version that Debian 12's libstdc++ (GCC 12) lacks.</summary>
    public const string UnusedVersion = "GLIBCXX_3.4.32";

    private static readonly byte[] Content = File.ReadAllBytes(Path);

    public static byte[] Bytes() => [.. Content];

    public static ElfLibrary Parse() => Parse(Content);

    public static ElfLibrary Parse(byte[] content) => new(new ElfBytes(content, "libLibTorchSharp.so"));

    /// <summary>A machine whose libraries define every version that the library asks for, except <paramref name="missing"/>.</summary>
    public static Func<string, IReadOnlySet<string>?> MachineWithout(params string[] missing)
    {
        var asked = VersionNeed.ReadAll(Parse()).ToLookup(need => need.Library, need => need.Version);
        return library => asked[library].Except(missing).ToHashSet();
    }

    /// <summary>The offset of the first entry of the list of needed versions.</summary>
    public const int NeedsOffset = 0x3f8f0;

    /// <summary>The offset of the dynamic table.</summary>
    public const int DynamicOffset = 0x1d4b18;
}
