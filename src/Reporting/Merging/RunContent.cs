using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Merging;

/// <summary>
/// Tells a repeat of one run from another result. Everything that a repeat under the same identity gives again must be equal: how it ended, its
/// final errors, the digests of weights, evaluation, trace and diagnostics, and the metrics apart from their times. Times, attempts, machine and
/// commit may differ, and so may the manifest and the digest of <c>metrics.jsonl</c>, which hold them.
/// </summary>
internal static class RunContent
{
    /// <summary>In what two finished records of one run differ, in words; empty for one content.</summary>
    public static IReadOnlyList<string> Differences(RunId run, MergeFolder first, MergeFolder second)
    {
        var (one, other) = (first[run].Manifest!, second[run].Manifest!);
        var differences = new List<string>();
        Check("identity", one.IdentitySha256 == other.IdentitySha256);
        Check("end", (one.Status, one.StepsDone, one.Parameters) == (other.Status, other.StepsDone, other.Parameters));
        Check("final errors", one.Final == other.Final);
        // By the manifests: a copy without weights still knows their digest.
        var (left, right) = (DigestsOf(one), DigestsOf(other));
        differences.AddRange(left.Except(right).Union(right.Except(left)).Select(file => file.Path).Distinct().Order(StringComparer.Ordinal));
        Check(RunLayout.MetricsName, Metrics(first.Layout.Run(run)).SequenceEqual(Metrics(second.Layout.Run(run))));
        return differences;

        void Check(string part, bool isSame)
        {
            if (!isSame)
            {
                differences.Add(part);
            }
        }
    }

    private static List<(string Path, string Sha256)> DigestsOf(RunManifest manifest) =>
        [.. manifest.Files.Where(file => file.Path != RunLayout.MetricsName).Select(file => (file.Path, file.Sha256))];

    private static IEnumerable<MetricRecord> Metrics(RunLayout run) => MetricsFile.Read(run.Metrics, run.Metrics).Select(metric => metric.WithoutTimes());
}
