using Harness.Contracts;
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
            arm.Id, plan.RecipeOf(arm), plan.Dataset.TrainingImages, [.. runs.Select(manifest => Read(layout, manifest)).OfType<IReadOnlyList<DiagnosisRecord>>()])
        select profile;

    private static IReadOnlyList<DiagnosisRecord>? Read(ResultsLayout layout, RunManifest manifest) =>
        RecordedFile.Find(layout, manifest, RunLayout.DiagnosticsName) is { } path
            ? [.. DiagnosticsFile.Read(path, RecordedFile.Origin(manifest, RunLayout.DiagnosticsName))]
            : null;
}
