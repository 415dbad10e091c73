using Harness.Contracts.Verdicts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>What the ledger holds beside the claims that trained networks decide: counts, and what this plan does not test.</summary>
internal static class LedgerChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        var verdicts = inputs.Verdicts.Verdicts;
        var counted = verdicts.Where(verdict => verdict is { Verdict: not Verdict.NotTested, N: null }).ToList();
        var open = verdicts.Where(verdict => verdict.Verdict == Verdict.NotTested).ToList();
        return new Chapter("sec-ledger", "The rest of the ledger",
        [
            counted.Count > 0 ? Counted(counted) : new Paragraph("No claim was judged by counting layers."),
            open.Count > 0 ? Open(open) : new Paragraph("The plan tests every claim of the ledger."),
        ]);
    }

    private static TableBlock Counted(IReadOnlyList<VerdictRecord> verdicts) => new(
        "tab-claims-counts",
        "Claims judged by counting layers; no training is involved.",
        [Column.Wide("Claim", 2.4), Column.Wide("Published", 0.8), Column.Wide("Counted", 0.9), new Column("Verdict")],
        [.. verdicts.Select(verdict => new Prose[] { ClaimWords.Of(verdict, withPublished: false), verdict.Published ?? Quantity.Missing, verdict.Effect ?? Quantity.Missing, ClaimWords.Verdict(verdict) })],
        "A count reproduces a rounded figure if the two agree to the last digit that was printed.");

    private static TableBlock Open(IReadOnlyList<VerdictRecord> verdicts) => new(
        "tab-claims-open",
        "Claims that this plan does not test, and why.",
        [Column.Wide("Claim", 1.3), Column.Wide("Why not")],
        [.. verdicts.Select(verdict => new Prose[] { ClaimWords.Of(verdict, withPublished: true), verdict.Reason })],
        Prose.Empty);
}
