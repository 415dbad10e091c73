using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Comparing;

/// <summary>One of two sets of results to compare: records that were made from what lies beside them.</summary>
/// <param name="Manifests">Of the finished runs, in the plan's order.</param>
internal sealed record ResultSet(
    Plan Plan, AnalysisRecord Analysis, VerdictsRecord Verdicts, IReadOnlyList<RunManifest> Manifests, ComparedSet Digests)
{
    /// <exception cref="HarnessException">A record is missing, or was made from other runs, another plan or another analysis than those beside it.</exception>
    public static ResultSet Read(ResultsLayout layout)
    {
        Require(layout.Plan, "Expected the results folder of a plan, which holds plan.json and runs, for instance results/quick");
        Require(layout.Analysis, "Run analyse on that folder first, then judge");
        Require(layout.Verdicts, "Run judge on that folder first");
        var evidence = Evidence.Read(layout);
        var manifests = ReadManifests(layout, evidence.Analysis);
        var verdicts = RecordFile.Read(layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        if (verdicts.AnalysisSha256 != evidence.AnalysisSha256 || verdicts.ArchitecturesSha256 != evidence.ArchitecturesSha256)
        {
            throw new HarnessException(
                $"{layout.Verdicts} was made from another {Path.GetFileName(layout.Analysis)} or {Path.GetFileName(layout.Architectures)} than the one beside it. Run judge on that folder again.");
        }

        var digests = new ComparedSet(evidence.Plan.Name, evidence.Analysis.PlanSha256, evidence.AnalysisSha256, ContentDigest.OfFile(layout.Verdicts));
        return new ResultSet(evidence.Plan, evidence.Analysis, verdicts, manifests, digests);
    }

    /// <summary>What the analysis says of a run; null where the plan does not name it.</summary>
    public RunRecord? Find(RunId run) => Analysis.Runs.FirstOrDefault(record => record.Run == run);

    private static void Require(string path, string next)
    {
        if (!File.Exists(path))
        {
            throw new HarnessException($"There is no {path}. {next}.");
        }
    }

    private static List<RunManifest> ReadManifests(ResultsLayout layout, AnalysisRecord analysis)
    {
        var manifests = new List<RunManifest>();
        foreach (var run in analysis.Runs)
        {
            var path = layout.Run(run.Run).Manifest;
            var bytes = File.Exists(path) ? RegularFile.ReadAllBytes(path) : null;
            if ((bytes is null ? null : ContentDigest.OfBytes(bytes)) != run.ManifestSha256)
            {
                throw new HarnessException($"{layout.Analysis} was made when {path} was another or was not there. Run analyse on that folder again, then judge.");
            }

            if (bytes is not null && run.State is RunState.Completed or RunState.Diverged)
            {
                manifests.Add(RecordFile.Parse(bytes, path, HarnessJson.Default.RunManifest, RunManifest.SchemaName));
            }
        }

        return manifests;
    }
}
