using Harness.Contracts.Verdicts;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>Turns a test and its corrected p-value into a verdict and the sentence on it.</summary>
internal static class Decision
{
    /// <param name="adjusted">Holm's over the family; null where no test was possible.</param>
    /// <param name="familySize">Tests in it.</param>
    public static Finding On(HypothesisTest test, double? adjusted, int familySize, Evidence evidence)
    {
        var hypothesis = test.Hypothesis;
        var losses = string.Concat(hypothesis.Terms.Select(term => term.Arm.Losses()));
        var scale = $" Trained on {Wording.Scale(evidence.Plan, hypothesis.Terms[0].Arm.Arm)}.";
        if (test.N == 0)
        {
            return Untested(test, familySize, $"{Lack(hypothesis)}{losses}{scale}");
        }

        var values = new EffectWords(test);
        var counts = $"n = {string.Join(" + ", hypothesis.Terms.Select(term => term.Arm.Values.Count))}";
        if (test.PValue is not { } p || test.Interval is not { } interval)
        {
            var why = test.N < hypothesis.Rule.MinimumSeeds
                ? $"The claim asks for at least {hypothesis.Rule.MinimumSeeds} seeds{(hypothesis.Terms.Count > 1 ? " in each arm" : "")}."
                : "The seeds show no scatter at all, so no interval can be given.";
            return Untested(test, familySize, $"{values.Measured} ({values.NamedEstimate}{counts}). {why}{losses}{scale}") with { Effect = values.Effect };
        }

        var (verdict, because) = Decide(test, interval, p, adjusted!.Value, familySize);
        // More seeds do not bring back a run that diverged.
        var isOpen = verdict == Verdict.Inconclusive && !hypothesis.Terms.Any(term => term.Arm.HasDiverged);
        var further = isOpen ? FurtherSeeds.For(test, familySize) : null;
        return new Finding(
            verdict,
            $"{values.Measured} ({values.NamedEstimate}{Wording.Level(test.Level.Value)} interval {values.Interval}, {hypothesis.Method}, {counts}). {because}.{(isOpen ? Outlook(further) : "")}{losses}{scale}",
            values.Effect)
        {
            Test = test.ToRecord(familySize),
            PValue = Rounded.ToTwelveDigits(p),
            AdjustedPValue = Rounded.ToTwelveDigits(adjusted),
            N = test.N,
            FurtherSeeds = further,
            IsPlanned = hypothesis.HasEnoughSeedsPlanned,
        };
    }

    private static Finding Untested(HypothesisTest test, int familySize, string reason) => new(Verdict.Inconclusive, reason)
    {
        Test = test.ToRecord(familySize),
        N = test.N,
        IsPlanned = test.Hypothesis.HasEnoughSeedsPlanned,
    };

    private static string Lack(Hypothesis hypothesis)
    {
        var empty = hypothesis.Terms.First(term => term.Arm.Values.Count == 0).Arm;
        return empty.Record.Completed == 0 ? $"No run of {empty.Name} completed." : $"No run of {empty.Name} gives the {hypothesis.Metric.Noun()}.";
    }

    private static (Verdict Verdict, string Because) Decide(HypothesisTest test, Interval interval, double p, double adjusted, int familySize)
    {
        var (region, edge) = (test.Hypothesis.Region, test.Hypothesis.Edge);
        var isTwoSided = region is { Above: not null, Below: not null };
        var where = isTwoSided
            ? region.Contains(interval) ? $"within {edge}" : $"outside {edge}"
            : interval.IsAbove(region.Above ?? region.Below!.Value) ? $"above {edge}" : $"below {edge}";
        if (p > test.Significance)
        {
            return (Verdict.Inconclusive, $"The interval {(isTwoSided ? "crosses" : "includes")} {edge}, so these runs do not decide");
        }

        if (adjusted > test.Significance)
        {
            return (Verdict.Inconclusive,
                $"Taken alone the interval lies {where} ({Wording.PValue(p)}), but among the {familySize} tests of its family chance gives so small a value too often (Holm's {Wording.PValue(adjusted)}), so these runs do not decide");
        }

        var verdict = test.Test!.PFor < test.Test.PAgainst ? Verdict.Reproduced : Verdict.NotReproduced;
        return MayHideBehindDivergence(verdict, test, interval)
            ? (Verdict.Inconclusive, "A diverged run is left out of a mean that it would have raised, so the interval does not decide")
            : (verdict, $"The whole interval lies {where}");
    }

    // A diverged run cannot enter a mean; if it could, that arm's error would be higher. Where that would weaken the verdict, it is not given.
    private static bool MayHideBehindDivergence(Verdict verdict, HypothesisTest test, Interval interval)
    {
        var (metric, region) = (test.Hypothesis.Metric, test.Hypothesis.Region);
        var diverged = test.Hypothesis.Terms.Where(term => term.Arm.HasDiverged).ToList();
        if (!metric.IsError())
        {
            return diverged.Count > 0;
        }

        var (raises, lowers) = (diverged.Any(term => term.Coefficient > 0), diverged.Any(term => term.Coefficient < 0));
        return verdict == Verdict.Reproduced
            ? (raises && region.Below is not null) || (lowers && region.Above is not null)
            : region.Above is { } low && interval.IsBelow(low) ? raises : lowers;
    }

    private static string Outlook(int? further) => further switch
    {
        null => $" If the true values are as measured, more than {Wording.Whole(FurtherSeeds.Most)} seeds would be needed to decide it.",
        1 => " If the true values are as measured, 1 further seed of each net would decide it (power 80 %).",
        _ => $" If the true values are as measured, {Wording.Whole(further.Value)} further seeds of each net would decide it (power 80 %).",
    };
}
