using Harness.Contracts.Claims;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>
/// Rules on the difference between two arms. The verdict follows from the two-sided interval that the sentence prints, so a reader can
/// check it: at 95 % each direction is held to 2.5 %, the usual standard for a one-sided claim (ICH E9, section 5.5).
/// </summary>
internal static class DifferenceRules
{
    public static Finding Judge(SuperiorityRule rule, Evidence evidence) =>
        Judge(evidence, rule, rule.Worse, rule.Better, limit: 0, claimIsAbove: true);

    public static Finding Judge(NonInferiorityRule rule, Evidence evidence) =>
        Judge(evidence, rule, rule.Candidate, rule.Reference, rule.Margin, claimIsAbove: false);

    /// <param name="limit">The difference, first minus second, on one side of which the claim holds.</param>
    /// <param name="claimIsAbove">Whether that side is the upper one.</param>
    private static Finding Judge(Evidence evidence, MeasuredRule rule, ArmSelector first, ArmSelector second, double limit, bool claimIsAbove)
    {
        if (ChosenArm.Pair(evidence, first, second) is not var (one, other))
        {
            return Finding.NotTested(
                $"The {evidence.Plan.Name} plan does not train {Wording.Name(first.Depth, first.Residual)} and {Wording.Name(second.Depth, second.Residual)} under the same conditions.");
        }

        var losses = one.Losses() + other.Losses();
        var scale = $" Trained on {Wording.Scale(evidence.Plan, one.Arm)}.";
        if (one.Values(rule.Metric) is not { } oneValues || other.Values(rule.Metric) is not { } otherValues)
        {
            var empty = one.Record.Completed == 0 ? one : other;
            return new Finding(Verdict.Inconclusive, $"No run of {empty.Name} completed.{losses}{scale}", N: 0);
        }

        var n = Math.Min(oneValues.N, otherValues.N);
        var difference = new MeanDifference(oneValues, otherValues);
        var decimals = Wording.Decimals(oneValues.Mean, otherValues.Mean);
        var measured =
            $"{Wording.Sentence(one.Name)} ended at {Wording.Percent(oneValues.Mean, decimals)} {rule.Metric.Words()} against {Wording.Percent(otherValues.Mean, decimals)} for {other.Name}";
        var points = Wording.PointsWithUnit(difference.Value, decimals);
        var counts = $"n = {oneValues.N} + {otherValues.N}";
        if (difference.IntervalAt(new ConfidenceLevel(rule.Level)) is not { } interval || n < rule.MinimumSeeds)
        {
            var why = n < rule.MinimumSeeds
                ? $"The claim asks for at least {rule.MinimumSeeds} seeds in each arm."
                : "The seeds show no scatter at all, so no interval can be given.";
            return new Finding(Verdict.Inconclusive, $"{measured} (difference {points}, {counts}). {why}{losses}{scale}", points, N: n);
        }

        var (low, high) = (Wording.Points(interval.Low, decimals), Wording.Points(interval.High, decimals));
        var (verdict, because) = Decide(interval, limit, claimIsAbove);
        if (MayHideBehindDivergence(verdict, claimIsAbove, one, other))
        {
            (verdict, because) = (Verdict.Inconclusive, "A diverged run is left out of a mean that it would have raised, so the interval does not decide");
        }

        return new Finding(
            verdict,
            $"{measured} (difference {points}, {Wording.Level(rule.Level)} interval {low} to {high}, Welch t, {counts}). {because}.{losses}{scale}",
            $"{points} ({low} to {high})",
            Rounded.ToTwelveDigits(difference.PValueAgainst(limit)),
            n,
            1 - rule.Level);
    }

    private static (Verdict Verdict, string Because) Decide(Interval interval, double limit, bool claimIsAbove)
    {
        var edge = limit == 0 ? "0" : $"the margin of {Wording.PointsWithUnit(limit, 1)}";
        return (interval.IsAbove(limit), interval.IsBelow(limit)) switch
        {
            (true, _) => (claimIsAbove ? Verdict.Reproduced : Verdict.NotReproduced, $"The whole interval lies above {edge}"),
            (_, true) => (claimIsAbove ? Verdict.NotReproduced : Verdict.Reproduced, $"The whole interval lies below {edge}"),
            _ => (Verdict.Inconclusive, $"The interval includes {edge}, so these runs do not decide"),
        };
    }

    // A diverged run cannot enter a mean; if it could, that arm's error would be higher. Where that would weaken the verdict, it is not given.
    private static bool MayHideBehindDivergence(Verdict verdict, bool claimIsAbove, ChosenArm one, ChosenArm other) => verdict switch
    {
        Verdict.Reproduced => (claimIsAbove ? other : one).HasDiverged,
        Verdict.NotReproduced => (claimIsAbove ? one : other).HasDiverged,
        _ => false,
    };
}
