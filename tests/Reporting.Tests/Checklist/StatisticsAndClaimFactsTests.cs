using Harness.Contracts.Analysis;
using Harness.Contracts.Checklists;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Checklist;

namespace Harness.Reporting.Tests.Checklist;

public sealed class StatisticsAndClaimFactsTests
{
    private static ChecklistInputs Quick => RecordedPlan.Quick;

    [Fact]
    public void Errors_are_there_for_all_for_some_or_for_no_network()
    {
        Quick.Fact(AnsweredBy.ErrorMeasures).Says(AnswerStatus.Yes, "9 of 9 networks");
        Quick.WithAnalysis(Arms(arm => arm.Arm == "plain-20" ? arm with { Metrics = [.. arm.Metrics.Where(metric => metric.Metric != RunMetric.TestError)] } : arm)).Fact(AnsweredBy.ErrorMeasures).Says(AnswerStatus.Partly, "8 of 9 networks");
        Quick.WithAnalysis(Arms(arm => arm with { Metrics = [.. arm.Metrics.Where(metric => metric.Metric != RunMetric.TestError)] })).Fact(AnsweredBy.ErrorMeasures).Says(AnswerStatus.No, "0 of 9 networks");
    }

    [Fact]
    public void Networks_of_one_seed_have_no_measure_of_scatter()
    {
        RecordedPlan.Of(SyntheticPlans.Paper(1, 2)).Fact(AnsweredBy.Uncertainty).Says(AnswerStatus.Yes, "4 of 4 networks have mean, standard deviation and 95 % t interval over seeds.");
        Quick.Fact(AnsweredBy.Uncertainty).Says(AnswerStatus.Partly, "4 of 9 networks have mean, standard deviation and 95 % t interval over seeds. One seed and so no measure of scatter: narrow-resnet-18, ");
        RecordedPlan.Of(SyntheticPlans.Paper(1)).Fact(AnsweredBy.Uncertainty).Says(AnswerStatus.No, "0 of 4 networks have mean");
    }

    [Fact]
    public void Tests_are_corrected_uncorrected_or_absent()
    {
        VerdictRecord WithP(VerdictRecord verdict, double? p, double? adjusted) => verdict with { PValue = p, AdjustedPValue = adjusted, N = p is null ? null : 2 };

        var tests = Quick.Verdicts.Verdicts.Count;
        Quick.WithVerdicts(verdict => WithP(verdict, 0.01, 0.02)).Fact(AnsweredBy.StatisticalTests).Says(AnswerStatus.Partly, $"{tests} verdicts rest on a test; each decides by its p-value after Holm's correction over its family.");
        Quick.WithVerdicts(verdict => WithP(verdict, 0.01, null)).Fact(AnsweredBy.StatisticalTests).Says(AnswerStatus.No, $"{tests} of {tests} p-values are not corrected");
        Quick.WithVerdicts(verdict => WithP(verdict, null, null)).Fact(AnsweredBy.StatisticalTests).Says(AnswerStatus.NotApplicable, "No verdict rests on a statistical test.");
    }

    [Fact]
    public void Compared_networks_were_trained_alike_or_not_at_all()
    {
        // Six pairs of the 6n+2 nets in two metrics have two seeds a side, and twelve comparisons of narrow nets have one.
        Quick.Fact(AnsweredBy.Baselines).Says(AnswerStatus.Partly, "20 comparisons, each between two networks of one recipe that differ in depth or in shortcuts alone; in 12 of them a side has one seed.");
        Quick.WithPlan(WithOtherRecipeForPlain20).Fact(AnsweredBy.Baselines).Says(AnswerStatus.No, "4 of 20 comparisons are between networks of different recipes");
        Quick.WithAnalysis(analysis => analysis with { Comparisons = [] }).Fact(AnsweredBy.Baselines).Says(AnswerStatus.No, "No two networks were compared.");
    }

    [Fact]
    public void Claims_are_decided_partly_decided_or_undecided()
    {
        var claims = Quick.Verdicts.Verdicts.Count;
        Quick.WithVerdicts(verdict => verdict with { Verdict = Verdict.NotReproduced }).Fact(AnsweredBy.Claims).Says(AnswerStatus.Yes, $"{claims} claims, each judged by the rule that the ledger gives it: {claims} not reproduced.");
        Quick.Fact(AnsweredBy.Claims).Says(AnswerStatus.Partly, " inconclusive and ");
        Quick.WithVerdicts(verdict => verdict with { Verdict = Verdict.NotTested }).Fact(AnsweredBy.Claims).Says(AnswerStatus.No, $"{claims} not tested.");
    }

    [Fact]
    public void Limits_are_stated_by_the_plan_or_not()
    {
        var open = Quick.Verdicts.Verdicts.Count(verdict => verdict.Verdict == Verdict.NotTested);
        Quick.Fact(AnsweredBy.Limitations).Says(AnswerStatus.Partly, $"The plan states its scale. Claims that it does not test ({open}) or cannot decide (");
        Quick.WithPlan(plan => plan with { Scale = " " }).Fact(AnsweredBy.Limitations).Says(AnswerStatus.No, "does not say how large it is");
    }

    private static Func<AnalysisRecord, AnalysisRecord> Arms(Func<ArmRecord, ArmRecord> change) =>
        analysis => analysis with { Arms = [.. analysis.Arms.Select(change)] };

    private static Plan WithOtherRecipeForPlain20(Plan plan) => plan with
    {
        Recipes = new Dictionary<string, Recipe>(plan.Recipes) { ["other"] = plan.Recipes["gentle"] with { LearningRate = 0.5 } },
        Arms = [.. plan.Arms.Select(arm => arm.Id == "plain-20" ? arm with { Recipe = "other" } : arm)],
    };
}
