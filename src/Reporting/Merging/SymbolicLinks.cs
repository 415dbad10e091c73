using Harness.Contracts;

namespace Harness.Reporting.Merging;

/// <summary>A merge reads what lies in the folders that were named and nothing that a link in them points to.</summary>
internal static class SymbolicLinks
{
    /// <summary>Looks at <paramref name="path"/> and at every folder between it and <paramref name="folder"/>, which may itself be a link.</summary>
    /// <exception cref="HarnessException">One of them is a symbolic link.</exception>
    public static void Refuse(string folder, string path)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is { } target)
            {
                throw new HarnessException(
                    $"{at} is a symbolic link to {target}. Links in a results folder are not followed: put the files themselves there and run the same command again.");
            }
        }
    }
}
