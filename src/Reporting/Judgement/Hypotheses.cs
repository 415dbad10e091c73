using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Reporting.Claims;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>Finds the arms that a measured rule is about and says what it asks of them; or why the plan cannot test it.</summary>
internal static class Hypotheses
{
    private const int FewestDepths = 3;

    /// <returns>The hypothesis, or a sentence on why there is none.</returns>
    public static (Hypothesis? Hypothesis, string? Lack) Of(LedgerEntry entry, Evidence evidence) => entry.Claim.Rule switch
    {
        SuperiorityRule rule => Difference(evidence, rule, rule.Higher, rule.Lower, Region.Over(0), Limit(rule, 0)),
        NonInferiorityRule rule => Difference(evidence, rule, rule.Candidate, rule.Reference, Region.Under(rule.Margin), Margin(rule, rule.Margin)),
        EquivalenceRule rule => Difference(evidence, rule, rule.First, rule.Second, Region.Within(rule.Margin), Margin(rule, rule.Margin)),
        WithinMarginRule rule => OneArm(evidence, rule, rule.Arm, entry.Conditions, arm => WithinMargin(rule, arm)),
        LimitRule rule => OneArm(evidence, rule, rule.Arm, entry.Conditions, arm => Limit(rule, arm)),
        TrendRule rule => Trend(evidence, rule),
        var rule => throw new InvalidOperationException($"No hypothesis is written for {rule.GetType().Name}."),
    };

    private static (Hypothesis?, string?) Difference(
        Evidence evidence, MeasuredRule rule, ArmSelector first, ArmSelector second, Region region, string edge)
    {
        if (ChosenArm.Pair(evidence, rule.Metric, first, second) is not var (one, other))
        {
            return (null, $"The {evidence.Plan.Name} plan does not train {Wording.Name(first.Depth, first.Residual)} and {Wording.Name(second.Depth, second.Residual)} under the same conditions.");
        }

        return (new Hypothesis
        {
            Rule = rule,
            Terms = [new HypothesisTerm(1, one), new HypothesisTerm(-1, other)],
            Region = region,
            Edge = edge,
            Method = "Welch t",
            Measured = (means, decimals) => rule.Metric.IsError()
                ? $"{Wording.Sentence(one.Name)} ended at {Wording.Percent(means[0], decimals)} {rule.Metric.Noun()} against {Wording.Percent(means[1], decimals)} for {other.Name}"
                : $"The {rule.Metric.Noun()} is {rule.Metric.Level(means[0], decimals)} for {one.Name} against {rule.Metric.Level(means[1], decimals)} for {other.Name}",
        }, null);
    }

    private static (Hypothesis?, string?) OneArm(
        Evidence evidence, MeasuredRule rule, ArmSelector selector, PublishedConditions? conditions, Func<ChosenArm, Hypothesis> ask)
    {
        var arms = ChosenArm.All(evidence, rule.Metric, selector);
        if (arms.Count == 0)
        {
            return (null, $"The {evidence.Plan.Name} plan does not train {Wording.Name(selector.Depth, selector.Residual)}.");
        }

        var arm = arms.FirstOrDefault(arm => conditions is null || PublishedExperiment.Deviations(evidence.Plan, arm.Arm, conditions).Count == 0);
        if (arm is not null && MissingDrop(rule.Metric, evidence.Plan.RecipeOf(arm.Arm)) is { } lack)
        {
            return (null, $"The {evidence.Plan.Name} plan {lack}");
        }

        return arm is null
            ? (null, $"Not testable at the scale of the {evidence.Plan.Name} plan, which differs from the published experiment in {Wording.Listing(PublishedExperiment.Deviations(evidence.Plan, arms[0].Arm, conditions!))}.")
            : (ask(arm), null);
    }

    private static string? MissingDrop(RunMetric metric, Recipe recipe) => (metric, recipe.Milestones.Count) switch
    {
        (RunMetric.FirstDropGain or RunMetric.LastDropGain, 0) => "trains this net without a drop of the learning rate.",
        (RunMetric.LastDropGain, 1) => "trains this net with a single drop of the learning rate.",
        _ => null,
    };

    private static Hypothesis WithinMargin(WithinMarginRule rule, ChosenArm arm) => new()
    {
        Rule = rule,
        Terms = [new HypothesisTerm(1, arm)],
        Reference = rule.Expected,
        Region = Region.Within(rule.Margin),
        Edge = Limit(rule, rule.Margin) + " of the published value",
        ShowsMean = true,
        Method = "two one-sided t tests",
        Measured = (means, decimals) =>
            $"{Wording.Sentence(arm.Name)} ended at {rule.Metric.Level(means[0], decimals)} {rule.Metric.Noun()}; published are {rule.Metric.Level(rule.Expected, decimals)}",
    };

    private static Hypothesis Limit(LimitRule rule, ChosenArm arm)
    {
        var limits = new[] { rule.Above, rule.Below }.OfType<double>().Select(limit => rule.Metric.Limit(limit, isDifference: false)).ToList();
        return new Hypothesis
        {
            Rule = rule,
            Terms = [new HypothesisTerm(1, arm)],
            Region = new Region(rule.Above, rule.Below),
            Edge = limits.Count == 1 ? limits[0] : $"the bounds of {Wording.Listing(limits)}",
            EstimateName = "",
            ShowsMean = true,
            Method = "Student t",
            Measured = (means, decimals) => $"The {rule.Metric.Noun()} is {rule.Metric.Level(means[0], decimals)} for {arm.Name}",
        };
    }

    private static (Hypothesis?, string?) Trend(Evidence evidence, TrendRule rule)
    {
        var arms = ChosenArm.Series(evidence, rule.Metric, rule.Family, rule.Residual);
        if (arms.Count < FewestDepths)
        {
            return (null, $"The {evidence.Plan.Name} plan trains {(rule.Residual ? "residual" : "plain")} nets of {arms.Count} depths of this family under the same conditions; a trend needs at least {FewestDepths}.");
        }

        // Least squares on the arms' means: the slope is a combination of the means whose coefficients depend on the depths alone.
        var doublings = arms.Select(arm => Math.Log2(arm.Arm.Model.Depth)).ToList();
        var centre = doublings.Average();
        var total = doublings.Sum(depth => (depth - centre) * (depth - centre));
        return (new Hypothesis
        {
            Rule = rule,
            Terms = [.. arms.Zip(doublings, (arm, depth) => new HypothesisTerm((depth - centre) / total, arm))],
            Region = rule.Direction == TrendDirection.Rising ? Region.Over(0) : Region.Under(0),
            Edge = Limit(rule, 0),
            EstimateName = "slope ",
            PerUnit = " a doubling of depth",
            Method = "linear contrast with Welch's variances",
            Measured = (means, decimals) =>
                $"By depth the {rule.Metric.Noun()} is {Wording.Listing([.. arms.Zip(means, (arm, mean) => $"{rule.Metric.Level(mean, decimals)} for {arm.Name}")])}{Order(means, rule.Direction)}",
        }, null);
    }

    // A slope can be clear although neighbours stand in the other order; a reader should know.
    private static string Order(IReadOnlyList<double> means, TrendDirection direction) =>
        means.Zip(means.Skip(1)).All(pair => direction == TrendDirection.Rising ? pair.First < pair.Second : pair.First > pair.Second)
            ? ", each step in the claimed order"
            : ", not every step in the claimed order";

    private static string Margin(MeasuredRule rule, double margin) => $"the margin of {Limit(rule, margin)}";

    private static string Limit(MeasuredRule rule, double limit) => rule.Metric.Limit(limit, isDifference: true);
}
