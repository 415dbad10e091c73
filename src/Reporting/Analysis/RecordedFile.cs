using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Finds a file of a finished run that is read again for the report, and makes sure that it still is the recorded one.</summary>
internal static class RecordedFile
{
    /// <summary>The file's name in messages: they must not depend on where the results lie.</summary>
    public static string Origin(RunManifest manifest, string name) => $"{manifest.Identity.Run}/{name}";

    /// <returns>Its path; null where the run's record does not hold it, or this copy of the results lacks it.</returns>
    /// <exception cref="HarnessException">It is not the file that the manifest describes.</exception>
    public static string? Find(ResultsLayout layout, RunManifest manifest, string name)
    {
        var path = Path.Combine(layout.Run(manifest.Identity.Run).Folder, name);
        if (manifest.Files.FirstOrDefault(file => file.Path == name) is not { } described || !File.Exists(path))
        {
            return null;
        }

        return ContentDigest.OfFile(path) == described.Sha256
            ? path
            : throw new HarnessException(
                $"{Origin(manifest, name)} does not have the digest that stands in the run's manifest: it was changed after the run ended. Analyse again, which takes the run out, or train it again.");
    }
}
