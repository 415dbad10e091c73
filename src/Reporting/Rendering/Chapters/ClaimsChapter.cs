using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Every claim that trained networks decide, with its verdict, and what the words mean.</summary>
internal static class ClaimsChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        var verdicts = inputs.Verdicts.Verdicts;
        return new Chapter("sec-claims", "Claims and verdicts",
        [
            new Paragraph(Prose.Of($"Each claim has a rule in a ledger, and a program applies it; nobody decides case by case. Rules never see the best epoch on the test set, which is chosen by looking at the test set. One test decides every claim about trained networks: an interval at the claim’s level for a combination of the arms’ means, and Holm’s correction over the tests of the claim’s family, so that the chance of any wrong verdict in a family stays at or below 5 %. {Tally(verdicts)}")),
            new BulletList(
            [
                Prose.Of($"{Span.Strong("Reproduced")}: the whole interval lies where the claim says, and the correction leaves it so."),
                Prose.Of($"{Span.Strong("Not reproduced")}: the whole interval lies where the claim says it does not, and the correction leaves it so."),
                Prose.Of($"{Span.Strong("Inconclusive")}: too few runs, or too much scatter between seeds, to say either. Where the scatter is known, the table says how many further seeds would settle it."),
                Prose.Of($"{Span.Strong("Not tested")}: the plan has no runs that could decide it."),
            ]),
            .. Tables(verdicts),
        ]);
    }

    private static IEnumerable<Block> Tables(IReadOnlyList<VerdictRecord> verdicts)
    {
        var trained = verdicts.Where(verdict => verdict is { Verdict: not Verdict.NotTested, N: not null }).ToList();
        if (trained.Count == 0)
        {
            yield return new Paragraph("No claim about trained networks could be judged: no run that it needs has finished.");
        }

        foreach (var (index, family) in trained.GroupBy(verdict => verdict.Family).Index())
        {
            yield return Trained(index + 1, family.Key, [.. family]);
        }

        if (trained.Count < verdicts.Count)
        {
            yield return new Paragraph(Prose.Of($"{Span.Reference("sec-ledger")} has the claims that are judged by counting layers, and those that this plan does not test."));
        }
    }

    private static Prose Tally(IReadOnlyList<VerdictRecord> verdicts)
    {
        var counts = verdicts.GroupBy(verdict => verdict.Verdict).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {VerdictWords.Of(group.Key)}");
        return Prose.Of($"Of {verdicts.Count} claims: {string.Join(", ", counts)}.");
    }

    private static TableBlock Trained(int number, string family, IReadOnlyList<VerdictRecord> verdicts) => new(
        $"tab-claims-{number}",
        $"{family}: claims judged by trained networks. {Tests(verdicts)}",
        [Column.Wide("Claim", 1.1), Column.Wide("Measured, and why the verdict follows", 1.4), Column.Number("n"), new Column("Verdict")],
        [.. verdicts.Select(verdict => new Prose[] { ClaimWords.Of(verdict, withPublished: true), Measured(verdict), Quantity.Count(verdict.N), ClaimWords.Verdict(verdict) })],
        "n counts the seeds of the smaller arm; p is two-sided; the corrected one, which decides, takes the tests of the claim’s family into account (Holm). Disputed claims are judged like the others; no plan promises them.");

    private static string Tests(IReadOnlyList<VerdictRecord> verdicts) => verdicts.Count(verdict => verdict.PValue is not null) switch
    {
        0 => "None could be tested.",
        1 => "One could be tested.",
        var tests => $"Corrected for {tests} tests.",
    };

    private static Prose Measured(VerdictRecord verdict)
    {
        var effect = verdict.Effect is null ? Prose.Empty : Prose.Of($"{Span.Strong(verdict.Effect)}. ");
        var p = verdict.PValue is null ? "" : $" ({Quantity.PValue(verdict.PValue)}, corrected {Quantity.PValue(verdict.AdjustedPValue)})";
        return Prose.Of($"{effect}{verdict.Reason}{p}");
    }
}
