using Harness.Contracts.Analysis;
using Harness.Contracts.Checklists;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Checklist;
using Harness.Reporting.Tests.Rendering;

namespace Harness.Reporting.Tests.Checklist;

/// <summary>The records of a complete synthetic plan, and ways to bend them without touching files.</summary>
internal static class RecordedPlan
{
    private static readonly Lazy<ChecklistInputs> LazyQuick = new(() => Of(SyntheticPlans.Quick(1, 2)));

    /// <summary>5,000 images; four networks over two seeds, five over one; 13 runs, all completed.</summary>
    public static ChecklistInputs Quick => LazyQuick.Value;

    public static ChecklistInputs Of(Plan plan)
    {
        using var results = SyntheticReport.Complete(plan);
        return ChecklistInputs.Read(results.Layout);
    }

    /// <summary>No run was ever made.</summary>
    public static ChecklistInputs Empty()
    {
        using var results = SyntheticReport.Empty();
        return ChecklistInputs.Read(results.Layout);
    }

    public static Answer Fact(this ChecklistInputs inputs, AnsweredBy fact) => Facts.Find(fact, inputs);

    /// <summary>The first <paramref name="count"/> manifests bent.</summary>
    public static ChecklistInputs With(this ChecklistInputs inputs, int count, Func<RunManifest, RunManifest> change) =>
        inputs with { Manifests = [.. inputs.Manifests.Take(count).Select(change), .. inputs.Manifests.Skip(count)] };

    public static ChecklistInputs WithAnalysis(this ChecklistInputs inputs, Func<AnalysisRecord, AnalysisRecord> change) =>
        inputs with { Judged = inputs.Judged with { Analysis = change(inputs.Analysis) } };

    public static ChecklistInputs WithPlan(this ChecklistInputs inputs, Func<Plan, Plan> change) =>
        inputs with { Judged = inputs.Judged with { Plan = change(inputs.Plan) } };

    public static ChecklistInputs WithVerdicts(this ChecklistInputs inputs, Func<VerdictRecord, VerdictRecord> change) =>
        inputs with { Verdicts = inputs.Verdicts with { Verdicts = [.. inputs.Verdicts.Verdicts.Select(change)] } };

    /// <summary>Status and a part of the sentence together, so that neither is checked without the other.</summary>
    public static void Says(this Answer answer, AnswerStatus status, string part)
    {
        Assert.Contains(part, answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Evidence);
    }
}
