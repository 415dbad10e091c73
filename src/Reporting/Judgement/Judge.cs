using Harness.Contracts.Claims;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Claims;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>Holds each claim of the ledger against the evidence. Claims are independent of each other, except in the adjusted p-values.</summary>
internal static class Judge
{
    public static VerdictsRecord All(Evidence evidence, ClaimsLedger ledger)
    {
        var findings = ledger.Entries.Select(entry => Find(entry, evidence)).ToList();
        var adjusted = Holm.Adjust([.. findings.Where(finding => finding.PValue is not null).Select(finding => finding.PValue!.Value)]);
        var next = 0;
        return new VerdictsRecord
        {
            Schema = VerdictsRecord.SchemaName,
            Plan = evidence.Plan.Name,
            AnalysisSha256 = evidence.AnalysisSha256,
            ClaimsSha256 = ledger.Sha256,
            ArchitecturesSha256 = evidence.ArchitecturesSha256,
            Verdicts =
            [
                .. ledger.Entries.Zip(findings, (entry, finding) =>
                    Describe(entry.Claim, finding, finding.PValue is null ? null : adjusted[next++], adjusted.Count)),
            ],
        };
    }

    private static Finding Find(LedgerEntry entry, Evidence evidence) => entry.Claim.Rule switch
    {
        ExactRule rule => CountRules.Judge(rule, evidence.Architectures),
        RatioRule rule => CountRules.Judge(rule, evidence.Architectures),
        SavingRule rule => CountRules.Judge(rule, evidence.Architectures),
        SuperiorityRule rule => DifferenceRules.Judge(rule, evidence),
        NonInferiorityRule rule => DifferenceRules.Judge(rule, evidence),
        WithinMarginRule rule => PublishedErrorRule.Judge(rule, entry.Conditions!, evidence),
        NotTestableRule rule => Finding.NotTested(rule.Reason),
        var rule => throw new InvalidOperationException($"No judgement is written for {rule.GetType().Name}."),
    };

    private static VerdictRecord Describe(Claim claim, Finding finding, double? adjusted, int tests) => new()
    {
        Claim = claim.Id,
        Statement = claim.Statement,
        Source = claim.Source,
        Published = claim.Published is { } published ? Words(published) : null,
        Verdict = finding.Verdict,
        Reason = finding.Reason + Caution(finding, adjusted, tests),
        Effect = finding.Effect,
        PValue = finding.PValue,
        AdjustedPValue = Rounded.ToTwelveDigits(adjusted),
        N = finding.N,
        Headline = claim.Headline,
    };

    private static string Words(PublishedValue published) => published.Provenance switch
    {
        Provenance.ReadOffFigure => $"{published.Text} (read off the figure)",
        Provenance.Derived => $"{published.Text} (derived)",
        _ => published.Text,
    };

    private static string Caution(Finding finding, double? adjusted, int tests) =>
        finding.PValue is { } p && p < finding.Alpha && adjusted >= finding.Alpha
            ? $" Taken alone {Wording.PValue(p)}; corrected for all {tests} tests of this plan (Holm) {Wording.PValue(adjusted.Value)}."
            : "";
}
