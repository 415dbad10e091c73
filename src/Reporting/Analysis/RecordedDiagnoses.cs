using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Reads the diagnoses of completed runs again, for what <c>analysis.json</c> holds in one number a run: the values of every layer.</summary>
internal static class RecordedDiagnoses
{
    /// <summary>Of every arm, in the plan's order; a run whose record has no diagnoses, or whose copy lacks the file, adds nothing.</summary>
    /// <param name="manifests">Of the runs that were used.</param>
    /// <exception cref="HarnessException">A file is malformed or is not the one that the manifest describes.</exception>
    public static IEnumerable<LayerProfile> Profiles(ResultsLayout layout, Plan plan, IReadOnlyList<RunManifest> manifests) =>
        from arm in plan.Arms
        let runs = manifests.Where(manifest => manifest.Status == RunStatus.Completed && manifest.Identity.Run.Arm == arm.Id)
        from profile in LayerProfile.Of(
            arm.Id, plan.RecipeOf(arm), plan.Dataset.TrainingImages, [.. runs.Select(manifest => Read(layout.Run(manifest.Identity.Run), manifest)).OfType<IReadOnlyList<DiagnosisRecord>>()])
        select profile;

    private static IReadOnlyList<DiagnosisRecord>? Read(RunLayout files, RunManifest manifest)
    {
        if (manifest.Files.FirstOrDefault(file => file.Path == RunLayout.DiagnosticsName) is not { } described || !File.Exists(files.Diagnostics))
        {
            return null;
        }

        // By the run's name alone: a message must not depend on where the results lie.
        var origin = $"{manifest.Identity.Run}/{RunLayout.DiagnosticsName}";
        return ContentDigest.OfFile(files.Diagnostics) == described.Sha256
            ? [.. DiagnosticsFile.Read(files.Diagnostics, origin)]
            : throw new HarnessException($"{origin} does not have the digest that stands in the run's manifest: it was changed after the run ended. Analyse again, which takes the run out, or train it again.");
    }
}
