using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>Compares two records of the same plan byte by byte, times apart.</summary>
internal static class RecordComparison
{
    /// <summary>Every way in which <paramref name="found"/> is not what <paramref name="expected"/> is, one sentence each.</summary>
    public static IReadOnlyList<string> Differences(Plan plan, ResultsLayout expected, ResultsLayout found) =>
        [.. plan.Expand().SelectMany(run => Differences(expected.Run(run), found.Run(run)).Select(difference => $"{run}: {difference}"))];

    /// <summary>The same of one run.</summary>
    public static IEnumerable<string> Differences(RunLayout expected, RunLayout found)
    {
        foreach (var layout in new[] { expected, found }.Where(layout => !File.Exists(layout.Manifest)))
        {
            yield return $"there is no {layout.Manifest}.";
            yield break;
        }

        if (IdentityOf(expected) != IdentityOf(found))
        {
            yield return "the manifests name different identities.";
        }

        foreach (var name in new[] { RunLayout.WeightsName, RunLayout.EvaluationName, RunLayout.PredictionsName, RunLayout.TraceName, RunLayout.DiagnosticsName })
        {
            if (DigestOf(expected, name) != DigestOf(found, name))
            {
                yield return $"{name} differs.";
            }
        }

        if (!MetricsWithoutTimes(expected).SequenceEqual(MetricsWithoutTimes(found)))
        {
            yield return $"{RunLayout.MetricsName} differs in more than its times.";
        }

        if (Directory.Exists(found.CheckpointFolder) || File.Exists(found.Progress) || Directory.EnumerateFiles(found.Folder, AtomicFile.PartialPattern).Any())
        {
            yield return "a checkpoint, a progress file or a half-written file was left behind.";
        }
    }

    private static string IdentityOf(RunLayout run) =>
        RecordFile.Read(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName).IdentitySha256;

    /// <summary>A diverged run has no weights, evaluation and predictions: then both have none.</summary>
    private static string? DigestOf(RunLayout run, string name) =>
        Path.Combine(run.Folder, name) is var path && File.Exists(path) ? ContentDigest.OfFile(path) : null;

    private static IEnumerable<string> MetricsWithoutTimes(RunLayout run) =>
        RecordLog<MetricRecord>.Read(run.Metrics, HarnessJson.Compact.MetricRecord)
            .Select(record => JsonSerializer.Serialize(record.WithoutTimes(), HarnessJson.Compact.MetricRecord));
}
