using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>The rule on a published error: tested only where the plan trains as the publication did, never on a part of the data.</summary>
internal static class PublishedErrorRule
{
    public static Finding Judge(WithinMarginRule rule, PublishedConditions conditions, Evidence evidence)
    {
        var arms = ChosenArm.All(evidence, rule.Arm).ToList();
        var arm = arms.FirstOrDefault(arm => !Deviations(evidence.Plan, arm.Arm, conditions).Any());
        return arm is not null ? Judge(rule, arm, evidence.Plan)
            : arms.Count == 0 ? Finding.NotTested($"The {evidence.Plan.Name} plan does not train {Wording.Name(rule.Arm.Depth, rule.Arm.Residual)}.")
            : Finding.NotTested(
                $"Not testable at the scale of the {evidence.Plan.Name} plan, which differs from the published experiment in {Wording.Listing([.. Deviations(evidence.Plan, arms[0].Arm, conditions)])}.");
    }

    private static Finding Judge(WithinMarginRule rule, ChosenArm arm, Plan plan)
    {
        var scale = $" Trained on {Wording.Scale(plan, arm.Arm)}.";
        if (arm.Values(rule.Metric) is not { } values)
        {
            return new Finding(Verdict.Inconclusive, $"No run of {arm.Name} completed.{arm.Losses()}{scale}", N: 0);
        }

        var test = new EquivalenceTest(values, rule.Expected, rule.Margin, 1 - rule.Level);
        var decimals = Wording.Decimals(values.Mean, rule.Expected);
        var mean = Wording.Percent(values.Mean, decimals);
        var measured = $"{Wording.Sentence(arm.Name)} ended at {mean} {rule.Metric.Words()}; published are {Wording.Percent(rule.Expected, decimals)}";
        var points = Wording.PointsWithUnit(test.Difference, decimals);
        if (test.Interval is not { } interval || values.N < rule.MinimumSeeds)
        {
            var why = values.N < rule.MinimumSeeds
                ? $"The claim asks for at least {rule.MinimumSeeds} seeds."
                : "The seeds show no scatter at all, so no interval can be given.";
            return new Finding(Verdict.Inconclusive, $"{measured} (difference {points}, n = {values.N}). {why}{arm.Losses()}{scale}", mean, N: values.N);
        }

        var margin = Wording.PointsWithUnit(rule.Margin, 1);
        var (verdict, because) = Decide(interval, rule.Margin, margin);
        if (verdict == Verdict.Reproduced && arm.HasDiverged)
        {
            (verdict, because) = (Verdict.Inconclusive, "A diverged run is left out of the mean, which it would have raised, so the interval does not decide");
        }

        var errors = interval.Shifted(rule.Expected);
        return new Finding(
            verdict,
            $"{measured} (difference {points}, {Wording.Level(test.Level.Value)} interval {Wording.Points(interval.Low, decimals)} to {Wording.Points(interval.High, decimals)}, two one-sided t tests, n = {values.N}). {because}.{arm.Losses()}{scale}",
            $"{mean} ({Wording.Points(errors.Low, decimals)} to {Wording.Points(errors.High, decimals)})",
            Rounded.ToTwelveDigits(test.PValue),
            values.N,
            1 - rule.Level);
    }

    private static (Verdict Verdict, string Because) Decide(Interval interval, double margin, string words) =>
        interval.IsInside(-margin, margin) ? (Verdict.Reproduced, $"The whole interval lies within {words} of the published value")
        : interval.IsAbove(margin) || interval.IsBelow(-margin) ? (Verdict.NotReproduced, $"The whole interval lies more than {words} from the published value")
        : (Verdict.Inconclusive, $"The interval crosses the margin of {words}, so these runs do not decide");

    private static IEnumerable<string> Deviations(Plan plan, Arm arm, PublishedConditions conditions)
    {
        if (plan.Dataset.TrainingImages != Wording.WholeTrainingSet)
        {
            yield return $"its data ({Wording.Whole(plan.Dataset.TrainingImages)} of the 50,000 training images)";
        }

        if (!arm.Model.WidthMultiplier.Equals(1))
        {
            yield return "the width of the net";
        }

        if (Text(plan.RecipeOf(arm)) != Text(conditions.Recipe))
        {
            yield return "its training recipe";
        }
    }

    // Warm-up: see ComparablePairs. How often the test set is looked at changes no weight.
    private static string Text(Recipe recipe) =>
        JsonSerializer.Serialize(recipe with { WarmUp = null, EvaluateEvery = 1, DiagnoseAfter = [] }, HarnessJson.Compact.Recipe);
}
