using Harness.Contracts.Analysis;
using Harness.Contracts.Checklists;
using Harness.Contracts.Plans;
using Harness.Reporting.Analysis;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>What analysis and verdicts say of measures, scatter and tests.</summary>
internal static class StatisticsFacts
{
    public static Answer Measures(ChecklistInputs inputs)
    {
        var arms = inputs.Analysis.Arms;
        var measured = arms.Count(arm => arm is { TrainError: not null, TestError: not null });
        return Graded(
            measured,
            arms.Count,
            $"{measured} of {arms.Count} networks have a training and a test error: the share of images classified wrongly after the last epoch, the mean cross entropy beside it. All classes are of one size, so none outweighs another.",
            EvidenceFiles.Analysis);
    }

    public static Answer Uncertainty(ChecklistInputs inputs)
    {
        var arms = inputs.Analysis.Arms;
        var scattered = arms.Where(arm => arm.TestError is { StandardDeviation: not null, Low: not null, High: not null }).ToList();
        var single = arms.Where(arm => arm.TestError is { N: 1 }).Select(arm => arm.Arm).ToList();
        var level = scattered.Count > 0 ? $"{Wording.Level(scattered[0].TestError!.Level)} " : "";
        var alone = single.Count > 0 ? $" One seed and so no measure of scatter: {Wording.Listing(single)}." : "";
        return Graded(
            scattered.Count,
            arms.Count,
            $"{scattered.Count} of {arms.Count} networks have mean, standard deviation and {level}t interval over seeds.{alone}",
            EvidenceFiles.Analysis);
    }

    public static Answer Tests(ChecklistInputs inputs)
    {
        var tested = inputs.Verdicts.Verdicts.Where(verdict => verdict.PValue is not null).ToList();
        if (tested.Count == 0)
        {
            return new Answer(AnswerStatus.NotApplicable, "No verdict rests on a statistical test.", [EvidenceFiles.Verdicts]);
        }

        var corrected = tested.Count(verdict => verdict.AdjustedPValue is not null);
        return corrected < tested.Count
            ? Answer.No($"{tested.Count - corrected} of {tested.Count} p-values are not corrected for multiple testing.", EvidenceFiles.Verdicts)
            : Answer.Partly(
                $"{tested.Count} verdicts rest on a test; each decides by its p-value after Holm's correction over its family. The rules are fixed in the ledger; what the tests assume of the scatter between seeds cannot be checked with as few as {tested.Min(verdict => verdict.N)} of them.",
                EvidenceFiles.Verdicts);
    }

    public static Answer Baselines(ChecklistInputs inputs)
    {
        var comparisons = inputs.Analysis.Comparisons;
        if (comparisons.Count == 0)
        {
            return Answer.No("No two networks were compared.", EvidenceFiles.Analysis);
        }

        var arms = inputs.Plan.Arms.ToDictionary(arm => arm.Id);
        var unlike = comparisons.Count(pair => !ComparablePairs.HaveTheSameConditions(inputs.Plan, arms[pair.First], arms[pair.Second]));
        var single = comparisons.Count(pair => Math.Min(pair.FirstN, pair.SecondN) < 2);
        string[] evidence = [EvidenceFiles.Plan, EvidenceFiles.Analysis];
        if (unlike > 0)
        {
            return Answer.No($"{unlike} of {comparisons.Count} comparisons are between networks of different recipes.", evidence);
        }

        return Answer.Partly(
            $"{comparisons.Count} comparisons, each between two networks of one recipe that differ in depth or in shortcuts alone; in {single} of them a side has one seed. Whether the recipe suits both sides alike is not in the records.",
            evidence);
    }

    private static Answer Graded(int count, int whole, string sentence, params string[] evidence) =>
        new(count == whole ? AnswerStatus.Yes : count > 0 ? AnswerStatus.Partly : AnswerStatus.No, sentence, evidence);
}
