using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>A claim and its verdict in a table's cells.</summary>
internal static class ClaimWords
{
    public static Prose Of(VerdictRecord verdict, bool withPublished)
    {
        var published = withPublished && verdict.Published is not null ? $" Published: {verdict.Published}." : "";
        var disputed = verdict.Disputed is null ? "" : $" Disputed: {verdict.Disputed}";
        return Prose.Of($"{verdict.Statement} {Span.Emphasis($"{verdict.Source}.{published}{disputed}")}");
    }

    public static Prose Verdict(VerdictRecord verdict) => Span.Strong(Quantity.Capitalised(VerdictWords.Of(verdict.Verdict)));
}
