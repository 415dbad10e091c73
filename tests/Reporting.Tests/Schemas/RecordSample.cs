using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Checklist;
using Harness.Reporting.Claims;
using Harness.Reporting.Comparing;
using Harness.Reporting.Schemas;
using Harness.Reporting.Tests.Judgement;

namespace Harness.Reporting.Tests.Schemas;

/// <summary>One flawless value of every record, with its schema and the reader that the programs use.</summary>
/// <param name="Read">What the programs read such a file or line with; null for one that holds null.</param>
/// <param name="Write">What they write it with.</param>
internal sealed record RecordSample(string Name, RecordSchema Schema, JsonTypeInfo Type, string Text, Func<byte[], object?> Read, Func<object, string> Write)
{
    private static readonly RecordSchemas Schemas = new();

    public static IReadOnlyDictionary<string, RecordSample> All { get; } = Make().ToDictionary(sample => sample.Name);

    public bool IsRead(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Type) is not null;
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return false;
        }
    }

    public IReadOnlyList<SchemaFault> FaultsIn(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Schema.FaultsIn(document.RootElement);
    }

    private static List<RecordSample> Make()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        results.WriteBenchmark(ReferenceProgram.Samples, ReferenceProgram.Best);
        results.Fail(new RunId("resnet-56", 2));
        var verdicts = results.Judge();
        RecordFile.Write(results.Layout.Verdicts, verdicts, HarnessJson.Default.VerdictsRecord);
        var set = ResultSet.Read(results.Layout);
        var checklist = FilledChecklist.From(ChecklistInputs.Read(results.Layout), ChecklistItems.Read(ChecklistItems.DefaultFolder));
        var run = results.Layout.Run(new RunId("plain-20", 1));
        var diagnosis = new DiagnosisRecord
        {
            Epoch = 0, Step = 0, Images = 128, Loss = null, ActivationBytes = 98_044_416, Layers = [new LayerDiagnosis("conv1", 2.69, null, 1)],
        };
        var progress = new ProgressRecord
        {
            Schema = ProgressRecord.SchemaName, StepsDone = 40, TotalSteps = 200, Epoch = 2, ImagesPerSecond = 0, Time = 1_700_000_000.5, IsStopped = false,
        };
        var site = new SlurmSite(SlurmSite.SchemaName, new SlurmResources("gpu", "lab", "gpu:1", 4, "16G", "08:00:00", ["--constraint=a100"]), new SlurmResources(), ["apptainer", "exec"], new SlurmPrograms(["e"], ["r"]), 2);
        var submission = new SubmissionRecord { Schema = SubmissionRecord.SchemaName, ArrayJob = 17, CollectJob = null, Cells = [new SubmittedCell(1, [new RunId("plain-20", 1)])], Site = site };
        return
        [
            Record("slurm-site", Schemas.SlurmSite, HarnessJson.Default.SlurmSite, RecordFile.Text(site, HarnessJson.Default.SlurmSite)),
            Record("slurm-submission", Schemas.Submission, HarnessJson.Default.SubmissionRecord, RecordFile.Text(submission, HarnessJson.Default.SubmissionRecord)),
            Record("plan", Schemas.Plan, HarnessJson.Default.Plan, File.ReadAllText(results.Layout.Plan)),
            Record("manifest", Schemas.Manifest, HarnessJson.Default.RunManifest, File.ReadAllText(run.Manifest)),
            Line("metrics", Schemas.Metric, HarnessJson.Compact.MetricRecord, File.ReadLines(run.Metrics).First()),
            Line("diagnostics", Schemas.Diagnosis, HarnessJson.Compact.DiagnosisRecord, JsonSerializer.Serialize(diagnosis, HarnessJson.Compact.DiagnosisRecord)),
            Record("failure", Schemas.Failure, HarnessJson.Default.FailureRecord, File.ReadAllText(results.Layout.Run(new RunId("resnet-56", 2)).Failure)),
            Record("progress", Schemas.Progress, HarnessJson.Default.ProgressRecord, RecordFile.Text(progress, HarnessJson.Default.ProgressRecord)),
            Record("architectures", Schemas.Architectures, HarnessJson.Default.ArchitecturesRecord, File.ReadAllText(results.Layout.Architectures)),
            Record("benchmark", Schemas.Benchmark, HarnessJson.Default.BenchmarkRecord, File.ReadAllText(results.Layout.Benchmark)),
            Record("analysis", Schemas.Analysis, HarnessJson.Default.AnalysisRecord, File.ReadAllText(results.Layout.Analysis)),
            Record("verdicts", Schemas.Verdicts, HarnessJson.Default.VerdictsRecord, RecordFile.Text(verdicts, HarnessJson.Default.VerdictsRecord)),
            Record("checklist", Schemas.Checklist, HarnessJson.Default.ChecklistRecord, RecordFile.Text(checklist, HarnessJson.Default.ChecklistRecord)),
            Record("checklist-items", Schemas.ChecklistItems, HarnessJson.Default.ChecklistItemsFile, File.ReadAllText(Directory.GetFiles(ChecklistItems.DefaultFolder).Order(StringComparer.Ordinal).First())),
            Record("comparison", Schemas.Comparison, HarnessJson.Default.ComparisonReport, RecordFile.Text(ResultsComparison.Between(set, set), HarnessJson.Default.ComparisonReport)),
            Record("claims", Schemas.Claims, HarnessJson.Default.ClaimsFile, File.ReadAllText(Directory.GetFiles(ClaimsLedger.DefaultFolder).Order(StringComparer.Ordinal).First())),
        ];
    }

    private static RecordSample Record<T>(string name, RecordSchema schema, JsonTypeInfo<T> type, string text)
        where T : class, IRecord
    {
        var schemaName = JsonSerializer.Deserialize(text, type)!.Schema;
        return new RecordSample(name, schema, type, text, utf8 => RecordFile.Parse(utf8, "hostile", type, schemaName), record => RecordFile.Text((T)record, type));
    }

    private static RecordSample Line<T>(string name, RecordSchema schema, JsonTypeInfo<T> type, string text)
        where T : class => new(name, schema, type, text, utf8 => StrictJson.Deserialize(utf8, type), record => JsonSerializer.Serialize((T)record, type));
}
