using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Contracts.Analysis;
using Harness.Contracts.Architectures;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Checklists;
using Harness.Contracts.Claims;
using Harness.Contracts.Clusters;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;

namespace Harness.Contracts;

/// <summary>The one place that decides how records look as JSON: snake_case, indented, unknown, missing and repeated members refused, no NaN.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true,
    NewLine = "\n",
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(RunIdentity))]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(FailureRecord))]
[JsonSerializable(typeof(MetricRecord))]
[JsonSerializable(typeof(DiagnosisRecord))]
[JsonSerializable(typeof(ProgressRecord))]
[JsonSerializable(typeof(ArchitecturesRecord))]
[JsonSerializable(typeof(BenchmarkRecord))]
[JsonSerializable(typeof(AnalysisRecord))]
[JsonSerializable(typeof(ClaimsFile))]
[JsonSerializable(typeof(VerdictsRecord))]
[JsonSerializable(typeof(ComparisonReport))]
[JsonSerializable(typeof(ChecklistItemsFile))]
[JsonSerializable(typeof(ChecklistRecord))]
[JsonSerializable(typeof(SlurmSite))]
[JsonSerializable(typeof(SubmissionRecord))]
public sealed partial class HarnessJson : JsonSerializerContext
{
    /// <summary>The same on one line: for JSON Lines and for digests.</summary>
    public static HarnessJson Compact => field ??= new HarnessJson(new JsonSerializerOptions(s_defaultOptions) { WriteIndented = false });
}
