using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Architectures;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Checklists;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Rendering;

/// <summary>A file the report was made from.</summary>
internal sealed record InputFile(string Name, string Sha256);

/// <summary>Everything that the report is made from, read once. The report holds no number that is not in here or cited.</summary>
internal sealed record ReportInputs
{
    public required Plan Plan { get; init; }

    public required AnalysisRecord Analysis { get; init; }

    public required VerdictsRecord Verdicts { get; init; }

    /// <summary>Null where the networks were never counted.</summary>
    public required ArchitecturesRecord? Architectures { get; init; }

    /// <summary>Null where no checklist was filled in.</summary>
    public required ChecklistRecord? Checklist { get; init; }

    /// <summary>Null where speed was not measured, or measured by another version of the programs.</summary>
    public required BenchmarkRecord? Benchmark { get; init; }

    /// <summary>Why a benchmark record that is there is not shown; null where nothing is wrong. It is an appendix: the report does without it.</summary>
    public required string? BenchmarkFault { get; init; }

    /// <summary>Null where there is none, or none of the runs that are used.</summary>
    public required Showcase? Showcase { get; init; }

    /// <summary>Why a showcase that is there is not shown; null where nothing is wrong. It is an appendix too.</summary>
    public required string? ShowcaseFault { get; init; }

    /// <summary>Of the runs that were used, in the plan's order.</summary>
    public required IReadOnlyList<RunManifest> Manifests { get; init; }

    /// <summary>Gradients and responses layer by layer, of the arms with diagnosed runs, in the plan's order.</summary>
    public required IReadOnlyList<LayerProfile> Profiles { get; init; }

    public required RecordedPredictions Predictions { get; init; }

    public required IReadOnlyList<InputFile> Files { get; init; }

    /// <summary>The plan's arms with what was found of them.</summary>
    public ArmViews Arms => field ??= new ArmViews(Plan, Analysis);

    /// <exception cref="HarnessException">A record is missing or malformed, or the records are not of one plan.</exception>
    public static ReportInputs Read(ResultsLayout layout)
    {
        var files = new List<InputFile>();
        var plan = Plan.Read(Note(layout.Plan, "dotnet cake --target=Train writes it"));
        var analysis = RecordFile.Read(
            Note(layout.Analysis, "dotnet cake --target=Analyse writes it"), HarnessJson.Default.AnalysisRecord, AnalysisRecord.SchemaName);
        var verdicts = RecordFile.Read(
            Note(layout.Verdicts, "dotnet cake --target=Judge writes it"), HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        foreach (var (path, name) in new[] { (layout.Analysis, analysis.Plan), (layout.Verdicts, verdicts.Plan) })
        {
            if (name != plan.Name)
            {
                throw new HarnessException($"{path} is of the plan '{name}'. Expected '{plan.Name}', which stands in {layout.Plan}. Analyse and judge again.");
            }
        }

        RequireCurrent(layout.Analysis, analysis.PlanSha256, layout.Plan, "Analyse");
        RequireCurrent(layout.Verdicts, verdicts.AnalysisSha256, layout.Analysis, "Judge");
        var architectures = File.Exists(layout.Architectures)
            ? RecordFile.Read(Note(layout.Architectures, ""), HarnessJson.Default.ArchitecturesRecord, ArchitecturesRecord.SchemaName)
            : null;
        var checklist = File.Exists(layout.Checklist)
            ? RecordFile.Read(Note(layout.Checklist, ""), HarnessJson.Default.ChecklistRecord, ChecklistRecord.SchemaName)
            : null;
        if (checklist is not null)
        {
            RequireCurrent(layout.Checklist, checklist.VerdictsSha256, layout.Verdicts, "Report");
        }

        var (benchmark, benchmarkFault) = ReadBenchmark(layout.Benchmark);
        if (benchmark is not null)
        {
            Note(layout.Benchmark, "");
        }

        var manifests = ReadManifests(layout, analysis).ToList();
        var (showcase, showcaseFault) = ReadShowcase(layout, manifests);
        if (showcase is not null)
        {
            Note(layout.Showcase, "");
        }

        return new ReportInputs
        {
            Plan = plan,
            Analysis = analysis,
            Verdicts = verdicts,
            Architectures = architectures,
            Checklist = checklist,
            Benchmark = benchmark,
            BenchmarkFault = benchmarkFault,
            Showcase = showcase,
            ShowcaseFault = showcaseFault,
            Manifests = manifests,
            Profiles = [.. RecordedDiagnoses.Profiles(layout, plan, manifests)],
            Predictions = RecordedPredictions.Read(layout, manifests),
            Files = files,
        };

        string Note(string path, string origin)
        {
            if (!File.Exists(path))
            {
                throw new HarnessException($"There is no {path}, which the report is made from; {origin}.");
            }

            files.Add(new InputFile(Path.GetFileName(path), ContentDigest.OfFile(path)));
            return path;
        }
    }

    private static (BenchmarkRecord? Record, string? Fault) ReadBenchmark(string path)
    {
        if (!File.Exists(path))
        {
            return (null, null);
        }

        try
        {
            // By its name alone: a report must not depend on where the results lie.
            return (RecordFile.Parse(RegularFile.ReadAllBytes(path), Path.GetFileName(path), HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName), null);
        }
        catch (HarnessException fault)
        {
            return (null, fault.Message);
        }
    }

    private static (Showcase? Showcase, string? Fault) ReadShowcase(ResultsLayout layout, IReadOnlyList<RunManifest> manifests)
    {
        if (!File.Exists(layout.Showcase))
        {
            return (null, null);
        }

        try
        {
            return (ShownRun.Read(layout, manifests), null);
        }
        catch (HarnessException fault)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>A verdict on other statistics, or statistics of another plan, must not be printed beside these.</summary>
    private static void RequireCurrent(string path, string digest, string source, string target)
    {
        var found = ContentDigest.OfFile(source);
        if (found != digest)
        {
            throw new HarnessException($"{path} was made from another {Path.GetFileName(source)} (SHA-256 {ContentDigest.Abbreviate(digest)}..., now {ContentDigest.Abbreviate(found)}...). Make it again: dotnet cake --target={target}.");
        }
    }

    private static IEnumerable<RunManifest> ReadManifests(ResultsLayout layout, AnalysisRecord analysis) =>
        from run in analysis.Runs
        where run.State is RunState.Completed or RunState.Diverged
        let path = layout.Run(run.Run).Manifest
        where File.Exists(path)
        select RecordFile.Read(path, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
}
