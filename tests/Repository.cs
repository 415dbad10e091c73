using System.Runtime.CompilerServices;

namespace Harness.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    private static string FindRoot()
    {
        for (var folder = SourceFolder(); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "build.cake")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No folder above {SourceFolder()} holds build.cake.");
    }

    // The tests' output may lie elsewhere; their sources never do.
    private static string? SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path);
}
