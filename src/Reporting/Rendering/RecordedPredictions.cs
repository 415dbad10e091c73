using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Rendering;

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
         from file in manifest.Files
         where file.Path == RunLayout.PredictionsName
         let run = manifest.Identity.Run
         let path = layout.Run(run).Predictions
         where File.Exists(path)
         select (run.Arm, File: Verified(path, file.Sha256))).ToLookup(pair => pair.Arm, pair => pair.File));

    private static PredictionsFile Verified(string path, string sha256)
    {
        var bytes = File.ReadAllBytes(path);
        return ContentDigest.OfBytes(bytes) == sha256
            ? PredictionsFile.Parse(bytes, path)
            : throw new HarnessException($"{path} was changed after its run. Analyse again, which leaves the run out: dotnet cake --target=Analyse.");
    }
}
