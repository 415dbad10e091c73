using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Every claim with its verdict, and what the words mean.</summary>
internal static class ClaimsChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        var verdicts = inputs.Verdicts.Verdicts;
        return new Chapter("sec-claims", "Claims and verdicts",
        [
            new Paragraph(Prose.Of($"Each claim has a rule that was written down before the runs were looked at. Rules see the final epoch only: the best epoch on the test set is chosen by looking at the test set, so no verdict rests on it. {Tally(verdicts)}")),
            new BulletList(
            [
                Prose.Of($"{Span.Strong("Reproduced")}: the runs satisfy the rule."),
                Prose.Of($"{Span.Strong("Not reproduced")}: the runs speak against the claim by the same rule."),
                Prose.Of($"{Span.Strong("Inconclusive")}: too few runs, or too much scatter between seeds, to say either."),
                Prose.Of($"{Span.Strong("Not tested")}: the plan has no runs that could decide it."),
            ]),
            verdicts.Count == 0 ? new Paragraph("No claim has been judged.") : Table(verdicts),
        ]);
    }

    private static Prose Tally(IReadOnlyList<VerdictRecord> verdicts)
    {
        var counts = verdicts.GroupBy(verdict => verdict.Verdict).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {VerdictWords.Of(group.Key)}");
        return Prose.Of($"Of {verdicts.Count} claims: {string.Join(", ", counts)}.");
    }

    private static TableBlock Table(IReadOnlyList<VerdictRecord> verdicts) => new(
        "tab-claims",
        "Claims, what was published, what was measured, and the verdict.",
        [Column.Wide("Claim", 1.15), Column.Wide("Measured, and why the verdict follows", 1.35), new Column("n", Alignment.Right), new Column("Verdict")],
        [.. verdicts.Select(Row)],
        "n counts the seeds of the smaller arm; a dash where no run is involved.");

    private static IReadOnlyList<Prose> Row(VerdictRecord verdict)
    {
        var published = verdict.Published is null ? "" : $" Published: {verdict.Published}.";
        var effect = verdict.Effect is null ? Prose.Empty : Prose.Of($"{Span.Strong(verdict.Effect)}. ");
        var p = verdict.PValue is null ? "" : $" ({Quantity.PValue(verdict.PValue)})";
        return
        [
            Prose.Of($"{verdict.Statement} {Span.Emphasis($"{verdict.Source}.{published}")}"),
            Prose.Of($"{effect}{verdict.Reason}{p}"),
            verdict.N is { } n ? Quantity.Count(n) : Quantity.Missing,
            Span.Strong(Quantity.Capitalised(VerdictWords.Of(verdict.Verdict))),
        ];
    }
}
