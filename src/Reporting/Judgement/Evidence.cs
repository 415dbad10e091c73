using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Architectures;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Judgement;

/// <summary>All that a verdict may rest on: the plan as run, its statistics, and the counted networks.</summary>
/// <param name="Architectures">Null if they were not counted.</param>
internal sealed record Evidence(
    Plan Plan, AnalysisRecord Analysis, string AnalysisSha256, ArchitecturesRecord? Architectures, string? ArchitecturesSha256)
{
    /// <exception cref="HarnessException">A record is missing or faulty, or the analysis is of another plan than the one beside it.</exception>
    public static Evidence Read(ResultsLayout layout)
    {
        var plan = Plan.Read(layout.Plan);
        var analysis = RecordFile.Read(layout.Analysis, HarnessJson.Default.AnalysisRecord, AnalysisRecord.SchemaName);
        if (analysis.PlanSha256 != ContentDigest.OfFile(layout.Plan))
        {
            throw new HarnessException($"{layout.Analysis} was made from another {Path.GetFileName(layout.Plan)} than the one beside it. Run analyse again.");
        }

        var counted = File.Exists(layout.Architectures);
        return new Evidence(
            plan,
            analysis,
            ContentDigest.OfFile(layout.Analysis),
            counted ? RecordFile.Read(layout.Architectures, HarnessJson.Default.ArchitecturesRecord, ArchitecturesRecord.SchemaName) : null,
            counted ? ContentDigest.OfFile(layout.Architectures) : null);
    }
}
