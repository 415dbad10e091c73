using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Architectures;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Checklists;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;
using Harness.Reporting.Claims;
using Harness.Reporting.Judgement;
using Harness.Reporting.Schemas;

namespace Harness.Reporting.Checking;

/// <summary>
/// Checks all records of one plan's results: each against its schema, the runs against the plan and their digests, and the analysis the
/// verdicts and the showcase against what they were made from. Files that need not be there, such as weights, may be absent.
/// </summary>
internal sealed class ResultsCheck
{
    private readonly ResultsLayout _layout;
    private readonly RecordSchemas _schemas;
    private readonly RecordCheck _check;
    private readonly HashSet<string> _faultyRuns = new(StringComparer.Ordinal);

    private ResultsCheck(ResultsLayout layout, RecordSchemas schemas) =>
        (_layout, _schemas, _check) = (layout, schemas, new RecordCheck(layout.Folder));

    /// <returns>What was read, and every fault that was found.</returns>
    public static RecordCheck Of(ResultsLayout layout, RecordSchemas schemas)
    {
        var check = new ResultsCheck(layout, schemas);
        check.CheckAll();
        return check._check;
    }

    private void CheckAll()
    {
        var plan = _check.Read(_layout.Plan, _schemas.Plan, HarnessJson.Default.Plan, Plan.SchemaName);
        var problems = plan?.Problems().ToList() ?? [];
        problems.ForEach(problem => _check.Add($"{_check.NameOf(_layout.Plan)}: {problem}"));

        foreach (var run in _layout.PresentRuns())
        {
            CheckRun(run);
        }

        _check.Read(_layout.Architectures, _schemas.Architectures, HarnessJson.Default.ArchitecturesRecord, ArchitecturesRecord.SchemaName);
        _check.Read(_layout.Benchmark, _schemas.Benchmark, HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName);
        var analysis = _check.Read(_layout.Analysis, _schemas.Analysis, HarnessJson.Default.AnalysisRecord, AnalysisRecord.SchemaName);
        var verdicts = _check.Read(_layout.Verdicts, _schemas.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        var checklist = _check.Read(_layout.Checklist, _schemas.Checklist, HarnessJson.Default.ChecklistRecord, ChecklistRecord.SchemaName);

        // Without a plan, nothing can be said about what belongs to it.
        if (plan is not null && problems.Count == 0)
        {
            var today = Inspect(plan);
            if (analysis is not null)
            {
                CheckAnalysis(analysis, today);
            }
        }

        if (verdicts is not null)
        {
            CheckVerdicts(verdicts);
        }

        if (checklist is not null)
        {
            RequireDigest(_layout.Checklist, "verdicts_sha256", checklist.VerdictsSha256, _layout.Verdicts, "checklist");
        }
    }

    private void CheckRun(RunLayout run)
    {
        var before = _check.Faults.Count;
        _check.Read(run.Manifest, _schemas.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        _check.Read(run.Failure, _schemas.Failure, HarnessJson.Default.FailureRecord, FailureRecord.SchemaName);
        _check.Read(run.Progress, _schemas.Progress, HarnessJson.Default.ProgressRecord, ProgressRecord.SchemaName);
        var isFinished = File.Exists(run.Manifest);
        _check.ReadLines(run.Diagnostics, _schemas.Diagnosis, isFinished);
        if (_check.ReadLines(run.Metrics, _schemas.Metric, isFinished) && File.Exists(run.Metrics))
        {
            RequireOrder(run.Metrics);
        }

        if (_check.Faults.Count > before)
        {
            _faultyRuns.Add(run.Folder);
        }
    }

    private void RequireOrder(string metrics)
    {
        try
        {
            _ = MetricsFile.Read(metrics, _check.NameOf(metrics)).Count();
        }
        catch (HarnessException fault)
        {
            _check.Add(fault.Message);
        }
    }

    /// <returns>The statistics of the runs as they are now; null if they must not be pooled.</returns>
    private AnalysisRecord? Inspect(Plan plan)
    {
        PlanAnalysis? analysis = null;
        try
        {
            analysis = new PlanAnalysis(_layout);
        }
        catch (HarnessException fault)
        {
            _check.Add(fault.Message);
        }

        // A run whose files have faults of their own is damaged because of them.
        var runs = analysis?.Runs ?? new RunInspection(plan, _layout).InspectAll();
        foreach (var run in runs.Where(run => run.Record.State == RunState.Damaged && !_faultyRuns.Contains(_layout.Run(run.Run).Folder)))
        {
            _check.Add($"{_check.NameOf(_layout.Run(run.Run).Folder)}: {run.Record.Note}");
        }

        CheckShowcase([.. runs.Where(run => run.IsCompleted).Select(run => run.Manifest!)]);
        return analysis?.ToRecord();
    }

    private void CheckShowcase(IReadOnlyList<RunManifest> finished)
    {
        try
        {
            _ = File.Exists(_layout.Showcase) ? ShownRun.Read(_layout, finished) : null;
        }
        catch (HarnessException fault)
        {
            _check.Add(fault.Message);
        }
    }

    private void CheckAnalysis(AnalysisRecord found, AnalysisRecord? today)
    {
        var name = _check.NameOf(_layout.Analysis);
        if (found.PlanSha256 != ContentDigest.OfFile(_layout.Plan))
        {
            _check.Add($"{name} at /plan_sha256: was made from another {_check.NameOf(_layout.Plan)} than the one beside it. Run analyse again.");
        }
        else if (today is not null)
        {
            var (expected, present) = (RecordFile.Text(today, HarnessJson.Default.AnalysisRecord), RegularFile.ReadAllText(_layout.Analysis));
            if (present != expected)
            {
                _check.Add($"{name}{Place(JsonDifference.First(expected, present), "the runs give")} Run analyse again.");
            }
        }
    }

    private void CheckVerdicts(VerdictsRecord verdicts)
    {
        if (RequireDigest(_layout.Verdicts, "analysis_sha256", verdicts.AnalysisSha256, _layout.Analysis, "judge")
            & RequireDigest(_layout.Verdicts, "architectures_sha256", verdicts.ArchitecturesSha256, _layout.Architectures, "judge"))
        {
            CheckJudgement(verdicts);
        }
    }

    // By the ledger that is shipped: with another one, only its owner can judge again.
    private void CheckJudgement(VerdictsRecord verdicts)
    {
        var ledger = ClaimsLedger.Read(ClaimsLedger.DefaultFolder);
        if (verdicts.ClaimsSha256 != ledger.Sha256 || _check.Faults.Count > 0)
        {
            return;
        }

        var (expected, present) = (RecordFile.Text(Judge.All(Evidence.Read(_layout), ledger), HarnessJson.Default.VerdictsRecord), RegularFile.ReadAllText(_layout.Verdicts));
        if (present != expected)
        {
            _check.Add($"{_check.NameOf(_layout.Verdicts)}{Place(JsonDifference.First(expected, present), "the claims' rules give")} Run judge again.");
        }
    }

    /// <returns>Whether the record was made from what lies beside it.</returns>
    private bool RequireDigest(string record, string member, string? digest, string source, string verb)
    {
        var present = File.Exists(source) ? ContentDigest.OfFile(source) : null;
        if (digest == present)
        {
            return true;
        }

        var beside = $"{_check.NameOf(source)}, {(present is null ? "which is not there" : "which is another one now")}";
        _check.Add($"{_check.NameOf(record)} at /{member}: was made from {beside}. Run {verb} again.");
        return false;
    }

    private static string Place(JsonDifference? difference, string origin) => difference is null
        ? $": {origin} the same values in another layout."
        : $" at {difference.Pointer}: {origin} {FoundValue.Start(difference.Expected?.ToJsonString())}; found {FoundValue.Start(difference.Found?.ToJsonString())}.";
}
