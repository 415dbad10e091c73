using Harness.Contracts.Checklists;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Checklist;

/// <summary>What the verdicts say of the claims, and what they leave open.</summary>
internal static class ClaimFacts
{
    public static Answer Judged(ChecklistInputs inputs)
    {
        var verdicts = inputs.Verdicts.Verdicts;
        var decided = verdicts.Count(verdict => verdict.Verdict is Verdict.Reproduced or Verdict.NotReproduced);
        var open = Count(inputs, Verdict.Inconclusive);
        var tally = Wording.Listing([.. verdicts.CountBy(verdict => verdict.Verdict).OrderBy(count => count.Key).Select(count => $"{count.Value} {VerdictWords.Of(count.Key)}")]);
        var status = decided == 0 ? AnswerStatus.No : open > 0 ? AnswerStatus.Partly : AnswerStatus.Yes;
        return new Answer(status, $"{verdicts.Count} claims, each judged by the rule that the ledger gives it: {tally}.", [EvidenceFiles.Verdicts]);
    }

    public static Answer Limitations(ChecklistInputs inputs) => string.IsNullOrWhiteSpace(inputs.Plan.Scale)
        ? Answer.No("The plan does not say how large it is beside the published experiment.", EvidenceFiles.Plan)
        : Answer.Partly(
            $"The plan states its scale. Claims that it does not test ({Count(inputs, Verdict.NotTested)}) or cannot decide ({Count(inputs, Verdict.Inconclusive)}) are listed with the reason. Further threats to validity are for a person to name.",
            EvidenceFiles.Plan,
            EvidenceFiles.Verdicts);

    private static int Count(ChecklistInputs inputs, Verdict kind) => inputs.Verdicts.Verdicts.Count(verdict => verdict.Verdict == kind);
}
