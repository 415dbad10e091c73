using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>What the finished runs predict for every test image, as far as it was recorded and this copy of the results holds it.</summary>
internal sealed class RecordedPredictions
{
    private readonly ILookup<string, PredictionsFile> _byArm;

    private RecordedPredictions(ILookup<string, PredictionsFile> byArm) => _byArm = byArm;

    /// <summary>One a seed, in the plan's order; empty where there is none.</summary>
    public IReadOnlyList<PredictionsFile> Of(string arm) => [.. _byArm[arm]];

    /// <param name="manifests">Of the runs that are used.</param>
    /// <exception cref="HarnessException">A file is not the one of its manifest, or holds something else than predictions.</exception>
    public static RecordedPredictions Read(ResultsLayout layout, IEnumerable<RunManifest> manifests) => new(
        (from manifest in manifests
         where manifest.Status == RunStatus.Completed
         let path = RecordedFile.Find(layout, manifest, RunLayout.PredictionsName)
         where path is not null
         select (manifest.Identity.Run.Arm, File: PredictionsFile.Parse(RegularFile.ReadAllBytes(path), RecordedFile.Origin(manifest, RunLayout.PredictionsName))))
        .ToLookup(pair => pair.Arm, pair => pair.File));
}
