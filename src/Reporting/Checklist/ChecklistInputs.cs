using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Architectures;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>All that an answer may rest on: the records of one plan, which were found to belong together.</summary>
internal sealed record ChecklistInputs
{
    public required Evidence Judged { get; init; }

    public required VerdictsRecord Verdicts { get; init; }

    public required string VerdictsSha256 { get; init; }

    /// <summary>Of the runs that completed or diverged, in the plan's order.</summary>
    public required IReadOnlyList<RunManifest> Manifests { get; init; }

    public Plan Plan => Judged.Plan;

    public AnalysisRecord Analysis => Judged.Analysis;

    /// <summary>Null where the networks were never counted.</summary>
    public ArchitecturesRecord? Architectures => Judged.Architectures;

    /// <summary>The recipes that arms of the plan are trained by.</summary>
    public IReadOnlyList<Recipe> Recipes => [.. Plan.Recipes.Where(pair => Plan.Arms.Any(arm => arm.Recipe == pair.Key)).Select(pair => pair.Value)];

    /// <summary>How many runs have a manifest, in words.</summary>
    public string Runs => Manifests.Count == 1 ? "1 run" : $"{Wording.Whole(Manifests.Count)} runs";

    /// <exception cref="HarnessException">A record is missing or faulty, or was made from others than those beside it.</exception>
    public static ChecklistInputs Read(ResultsLayout layout)
    {
        var judged = Evidence.Read(layout);
        var verdicts = RecordFile.Read(layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        if (verdicts.AnalysisSha256 != judged.AnalysisSha256)
        {
            throw new HarnessException($"{layout.Verdicts} was made from another analysis than {layout.Analysis}. Run judge again.");
        }

        return new ChecklistInputs
        {
            Judged = judged,
            Verdicts = verdicts,
            VerdictsSha256 = ContentDigest.OfFile(layout.Verdicts),
            Manifests = [.. judged.Analysis.Runs.Where(run => run.State is RunState.Completed or RunState.Diverged).Select(run => ReadManifest(run, layout))],
        };
    }

    private static RunManifest ReadManifest(RunRecord run, ResultsLayout layout)
    {
        var path = layout.Run(run.Run).Manifest;
        var manifest = RecordFile.Read(path, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        return ContentDigest.OfFile(path) == run.ManifestSha256
            ? manifest
            : throw new HarnessException($"{path} is not the manifest that {layout.Analysis} was made from. Run analyse and judge again.");
    }
}
