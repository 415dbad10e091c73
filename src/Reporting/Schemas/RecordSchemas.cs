using System.Text.Json.Serialization.Metadata;
using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Schemas;

/// <summary>The schemas of all files that the programs hand to each other: the published ones and those that validate are these.</summary>
internal sealed class RecordSchemas
{
    private readonly SchemaAnnotations _annotations;

    /// <exception cref="HarnessException">The records' documentation does not lie beside the program.</exception>
    public RecordSchemas()
    {
        _annotations = new SchemaAnnotations(ContractsDocumentation.Read());
        Plan = OfFile("plan", "plan.json of a plan's results, and the plans that are shipped", HarnessJson.Default.Plan);
        Manifest = OfFile("manifest", "manifest.json of a finished run", HarnessJson.Default.RunManifest);
        Metric = OfLine("metrics", "one line of metrics.jsonl of a run", HarnessJson.Default.MetricRecord);
        Diagnosis = OfLine("diagnostics", "one line of diagnostics.jsonl of a run", HarnessJson.Default.DiagnosisRecord);
        Failure = OfFile("failure", "failure.json of a run that was given up", HarnessJson.Default.FailureRecord);
        Progress = OfFile("progress", "progress.json of a run that is not finished; transient", HarnessJson.Default.ProgressRecord);
        Architectures = OfFile("architectures", "architectures.json of a plan's results", HarnessJson.Default.ArchitecturesRecord);
        Benchmark = OfFile("benchmark", "benchmark.json of a plan's results", HarnessJson.Default.BenchmarkRecord);
        Analysis = OfFile("analysis", "analysis.json of a plan's results", HarnessJson.Default.AnalysisRecord);
        Verdicts = OfFile("verdicts", "verdicts.json of a plan's results", HarnessJson.Default.VerdictsRecord);
        Checklist = OfFile("checklist", "checklist.json of a plan's results", HarnessJson.Default.ChecklistRecord);
        ChecklistItems = OfFile("checklist-items", "one file of questions of a published checklist", HarnessJson.Default.ChecklistItemsFile);
        Claims = OfFile("claims", "one file of the claims ledger", HarnessJson.Default.ClaimsFile);
        Comparison = OfFile("comparison", "what compare writes about two sets of results", HarnessJson.Default.ComparisonReport);
        SlurmSite = OfFile("slurm-site", "what a cluster's users write for --site", HarnessJson.Default.SlurmSite);
        Submission = OfFile("slurm-submission", "submission.json of a submission to Slurm", HarnessJson.Default.SubmissionRecord);
    }

    public RecordSchema Plan { get; }

    public RecordSchema Manifest { get; }

    public RecordSchema Metric { get; }

    public RecordSchema Diagnosis { get; }

    public RecordSchema Failure { get; }

    public RecordSchema Progress { get; }

    public RecordSchema Architectures { get; }

    public RecordSchema Benchmark { get; }

    public RecordSchema Analysis { get; }

    public RecordSchema Verdicts { get; }

    public RecordSchema Checklist { get; }

    public RecordSchema ChecklistItems { get; }

    public RecordSchema Claims { get; }

    public RecordSchema Comparison { get; }

    public RecordSchema SlurmSite { get; }

    public RecordSchema Submission { get; }

    public IReadOnlyList<RecordSchema> All =>
        [Analysis, Architectures, Benchmark, Checklist, ChecklistItems, Claims, Comparison, Diagnosis, Failure, Manifest, Metric, Plan, Progress, SlurmSite, Submission, Verdicts];

    private RecordSchema OfFile(string name, string describes, JsonTypeInfo type) =>
        new(name, SchemaAnnotations.SchemaNameOf(type.Type)!, describes, type, _annotations);

    // A line names no version: it changes with the manifest's.
    private RecordSchema OfLine(string name, string describes, JsonTypeInfo type) =>
        new(name, $"{RunManifest.SchemaName}/{name}", describes, type, _annotations);
}
