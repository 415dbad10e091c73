using Harness.Contracts.Claims;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Claims;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>
/// Holds each claim of the ledger against the evidence. The measured claims of one ledger file are a family: over the tests among them that the runs allow, Holm's
/// correction keeps the chance of any wrong decision at or below the level's complement.
/// </summary>
internal static class Judge
{
    public static VerdictsRecord All(Evidence evidence, ClaimsLedger ledger) => new()
    {
        Schema = VerdictsRecord.SchemaName,
        Plan = evidence.Plan.Name,
        AnalysisSha256 = evidence.AnalysisSha256,
        ClaimsSha256 = ledger.Sha256,
        ArchitecturesSha256 = evidence.ArchitecturesSha256,
        Verdicts =
        [
            .. from family in ledger.Entries.GroupBy(entry => entry.Family)
               from judged in Family([.. family], evidence)
               select Describe(judged.Entry.Claim, judged.Entry.Family, judged.Finding, ledger.Promises(judged.Entry.Claim, evidence.Plan.Name, judged.Finding.IsPlanned)),
        ],
    };

    private static IEnumerable<(LedgerEntry Entry, Finding Finding)> Family(IReadOnlyList<LedgerEntry> entries, Evidence evidence)
    {
        var asked = entries.Where(entry => entry.Claim.Rule is MeasuredRule)
            .ToDictionary(entry => entry, entry => Hypotheses.Of(entry, evidence));
        var tests = asked.Where(pair => pair.Value.Hypothesis is not null).ToDictionary(pair => pair.Key, pair => new HypothesisTest(pair.Value.Hypothesis!));
        var possible = tests.Where(pair => pair.Value.PValue is not null).ToList();
        var adjusted = possible.Zip(Holm.Adjust([.. possible.Select(pair => pair.Value.PValue!.Value)]), (pair, p) => (pair.Key, p))
            .ToDictionary(pair => pair.Key, pair => pair.p);
        return entries.Select(entry => (entry, entry.Claim.Rule switch
        {
            ExactRule rule => CountRules.Judge(rule, evidence.Architectures),
            RatioRule rule => CountRules.Judge(rule, evidence.Architectures),
            SavingRule rule => CountRules.Judge(rule, evidence.Architectures),
            NotTestableRule rule => Finding.NotTested(rule.Reason),
            _ when tests.TryGetValue(entry, out var test) => Decision.On(test, adjusted.TryGetValue(entry, out var p) ? p : null, adjusted.Count, evidence),
            _ => Finding.NotTested(asked[entry].Lack!),
        }));
    }

    private static VerdictRecord Describe(Claim claim, string family, Finding finding, bool promised) => new()
    {
        Claim = claim.Id,
        Statement = claim.Statement,
        Source = claim.Source,
        Family = family,
        Published = claim.Published is { } published ? Words(published) : null,
        Disputed = claim.Disputed,
        Verdict = finding.Verdict,
        Promised = promised,
        Reason = finding.Reason,
        Effect = finding.Effect,
        Test = finding.Test,
        PValue = finding.PValue,
        AdjustedPValue = finding.AdjustedPValue,
        N = finding.N,
        FurtherSeeds = finding.FurtherSeeds,
        Headline = claim.Headline,
    };

    private static string Words(PublishedValue published) => published.Provenance switch
    {
        Provenance.ReadOffFigure => $"{published.Text} (read off the figure)",
        Provenance.Derived => $"{published.Text} (derived)",
        _ => published.Text,
    };
}
