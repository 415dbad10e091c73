using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Analysis;

/// <summary>
/// Finds out what became of each planned run. A run counts only if its manifest describes this plan's run, every file that is present has
/// the manifest's digest, and the final errors of the manifest are the last lines of its metrics.
/// </summary>
internal sealed class RunInspection(Plan plan, ResultsLayout layout)
{
    // Without these the statistics would be others.
    private static readonly string[] NeededNames = [RunLayout.MetricsName, RunLayout.DiagnosticsName, RunLayout.PredictionsName];

    /// <summary>Every run of the plan, in the plan's order. A fault of a run becomes its note; it never hides the other runs.</summary>
    public IReadOnlyList<InspectedRun> InspectAll() => [.. plan.Expand().Select(Inspect)];

    private InspectedRun Inspect(RunId run)
    {
        var files = layout.Run(run);
        if (!File.Exists(files.Manifest))
        {
            return WithoutManifest(run, files);
        }

        var bytes = RegularFile.ReadAllBytes(files.Manifest);
        var record = new RunRecord { Run = run, State = RunState.Damaged, ManifestSha256 = ContentDigest.OfBytes(bytes) };
        try
        {
            var manifest = RecordFile.Parse(bytes, Origin(files.Manifest), HarnessJson.Default.RunManifest, RunManifest.SchemaName);
            RequireIdentity(run, manifest);
            var absent = RequireDigests(files, manifest);
            var metrics = MetricsFile.Read(files.Metrics, Origin(files.Metrics)).ToList();
            RequireFinalErrors(run, manifest, metrics);
            var described = Describe(record, manifest);
            return manifest.Status == RunStatus.Diverged
                ? new InspectedRun(described, manifest, [], Predictions: null, absent)
                : new InspectedRun(Complete(described, manifest.Final!, Measure(run, files, manifest, metrics)), manifest, metrics, ReadPredictions(files, manifest), absent);
        }
        catch (HarnessException fault)
        {
            return new InspectedRun(record with { Note = fault.Message }, Manifest: null, [], Predictions: null, []);
        }
    }

    private IReadOnlyList<MeasurementRecord> Measure(RunId run, RunLayout files, RunManifest manifest, List<MetricRecord> metrics)
    {
        var diagnoses = Holds(manifest, RunLayout.DiagnosticsName)
            ? DiagnosticsFile.Read(files.Diagnostics, Origin(files.Diagnostics)).ToList()
            : [];
        return new RunMeasurements(plan.RecipeOf(plan.ArmOf(run)), plan.Dataset.TrainingImages, metrics, diagnoses).All();
    }

    private PredictionsFile? ReadPredictions(RunLayout files, RunManifest manifest)
    {
        if (!Holds(manifest, RunLayout.PredictionsName))
        {
            return null;
        }

        var predictions = PredictionsFile.Parse(RegularFile.ReadAllBytes(files.Predictions), Origin(files.Predictions));
        return predictions.Errors == Math.Round(manifest.Final!.TestError * predictions.Labels.Length)
            ? predictions
            : throw new HarnessException(
                $"{RunLayout.PredictionsName} holds {predictions.Errors} wrong answers among {predictions.Labels.Length}; the manifest says a test error of {manifest.Final.TestError}.");
    }

    // A file that the manifest does not list is not part of the record.
    private static bool Holds(RunManifest manifest, string name) => manifest.Files.Any(file => file.Path == name);

    private InspectedRun WithoutManifest(RunId run, RunLayout files)
    {
        var record = new RunRecord { Run = run, State = RunState.Missing, Note = "There is no record of this run yet." };
        if (File.Exists(files.Failure))
        {
            record = record with { State = RunState.Failed };
            try
            {
                var failure = RecordFile.Parse(
                    RegularFile.ReadAllBytes(files.Failure), Origin(files.Failure), HarnessJson.Default.FailureRecord, FailureRecord.SchemaName);
                var message = failure.Message.Trim();
                record = record with
                {
                    Attempts = failure.Attempts,
                    Note = $"Given up after {failure.Attempts} attempt(s), exit code {failure.ExitCode}: {message}",
                };
            }
            catch (HarnessException fault)
            {
                record = record with { Note = fault.Message };
            }
        }
        else if (File.Exists(files.Metrics))
        {
            record = record with { Note = "Training was begun and has not ended." };
        }

        return new InspectedRun(record, Manifest: null, [], Predictions: null, []);
    }

    private void RequireIdentity(RunId run, RunManifest manifest)
    {
        var identity = manifest.Identity;
        if (manifest.IdentitySha256 != identity.Digest())
        {
            throw new HarnessException("The manifest's identity does not have the digest that stands beside it: the file was edited.");
        }

        var arm = plan.ArmOf(run);
        var differing = new (string Part, bool Differs)[]
        {
            ("run", identity.Run != run),
            ("model", identity.Model != arm.Model),
            ("recipe", Text(identity.Recipe) != Text(plan.RecipeOf(arm))),
            ("dataset", identity.Dataset != plan.Dataset),
            ("determinism", identity.Device == DeviceClass.Cuda && identity.Deterministic != plan.Deterministic),
            ("precision", plan.Precision != Precision.Auto && identity.Precision != plan.Precision),
        }.Where(part => part.Differs).Select(part => part.Part).ToList();
        if (differing.Count > 0)
        {
            throw new HarnessException($"This is the record of {identity.Run} with another {string.Join(", ", differing)} than plan.json names; it is not used.");
        }

        // Recipes hold lists, which records compare by reference.
        static string Text(Recipe recipe) => JsonSerializer.Serialize(recipe, HarnessJson.Compact.Recipe);
    }

    /// <returns>The files that are not there.</returns>
    private static List<string> RequireDigests(RunLayout files, RunManifest manifest)
    {
        if (manifest.Files.All(file => file.Path != RunLayout.MetricsName))
        {
            throw new HarnessException($"The manifest does not list {RunLayout.MetricsName}.");
        }

        var absent = new List<string>();
        foreach (var file in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(files.Folder, file.Path));
            if (!path.StartsWith(Path.GetFullPath(files.Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new HarnessException($"The manifest lists {file.Path}, which lies outside the run's folder.");
            }

            if (!File.Exists(path))
            {
                absent.Add(file.Path);
            }
            else if (ContentDigest.OfFile(path) is var found && found != file.Sha256)
            {
                throw new HarnessException(
                    $"{file.Path} has the SHA-256 {ContentDigest.Abbreviate(found)}..., the manifest says {ContentDigest.Abbreviate(file.Sha256)}...: the file was changed after the run.");
            }
        }

        return absent.FirstOrDefault(NeededNames.Contains) is { } needed
            ? throw new HarnessException($"{needed} is missing from the run's folder.")
            : absent;
    }

    private void RequireFinalErrors(RunId run, RunManifest manifest, List<MetricRecord> metrics)
    {
        if (manifest.Status == RunStatus.Diverged)
        {
            return;
        }

        var recipe = plan.RecipeOf(plan.ArmOf(run));
        var steps = recipe.TotalSteps(plan.Dataset.TrainingImages);
        if (manifest.StepsDone != steps || metrics.LastOrDefault()?.Step != steps)
        {
            throw new HarnessException(
                $"The run is recorded as completed after {manifest.StepsDone} steps and its metrics end at step {metrics.LastOrDefault()?.Step ?? 0}; the plan asks for {steps}.");
        }

        var final = manifest.Final ?? throw new HarnessException("The run is recorded as completed but has no final errors.");
        foreach (var (split, error) in new[] { (Split.Train, final.TrainError), (Split.TrainEvaluation, final.TrainEvaluationError), (Split.Test, final.TestError) })
        {
            var last = metrics.LastOrDefault(metric => metric.Split == split);
            if (last is null || last.Step != steps || last.Error != error)
            {
                throw new HarnessException($"The manifest's final error for {Name(split)}, {error}, is not in the last line for it in {RunLayout.MetricsName}.");
            }
        }

        static string Name(Split split) => split switch
        {
            Split.Train => "the training set",
            Split.TrainEvaluation => "the training set in evaluation mode",
            _ => "the test set",
        };
    }

    private static RunRecord Describe(RunRecord record, RunManifest manifest) => record with
    {
        State = manifest.Status == RunStatus.Completed ? RunState.Completed : RunState.Diverged,
        Note = manifest.Status == RunStatus.Completed ? null : $"The loss stopped being a finite number at step {manifest.StepsDone}.",
        IdentitySha256 = manifest.IdentitySha256,
        WeightsSha256 = manifest.Files.FirstOrDefault(file => file.Path == RunLayout.WeightsName)?.Sha256,
        Final = manifest.Final,
        ElapsedSeconds = manifest.ElapsedSeconds,
        ImagesPerSecond = manifest.ImagesPerSecond,
        Attempts = manifest.Attempts,
        StepsDone = manifest.StepsDone,
    };

    private static RunRecord Complete(RunRecord record, FinalMetrics final, IReadOnlyList<MeasurementRecord> measurements)
    {
        var wilson = BinomialInterval.Wilson((int)Math.Round(final.TestError * DatasetSelection.TestImages), DatasetSelection.TestImages, ConfidenceLevel.NinetyFive);
        return record with
        {
            TestErrorLow = Rounded.ToTwelveDigits(wilson.Low),
            TestErrorHigh = Rounded.ToTwelveDigits(wilson.High),
            Measurements = measurements,
        };
    }

    // Relative to the plan's folder: notes must not depend on where the results lie.
    private string Origin(string path) => Path.GetRelativePath(layout.Folder, path).Replace('\\', '/');
}
