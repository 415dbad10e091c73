using Harness.Contracts;
using Harness.Contracts.Checklists;

namespace Harness.Reporting.Checklist;

/// <summary>What the records say to one question.</summary>
/// <param name="Sentence">In a sentence or two, with the numbers.</param>
/// <param name="Evidence">The records it was read off: names out of <see cref="EvidenceFiles"/>.</param>
internal sealed record Answer(AnswerStatus Status, string Sentence, IReadOnlyList<string> Evidence)
{
    public static Answer Yes(string sentence, params string[] evidence) => new(AnswerStatus.Yes, sentence, evidence);

    public static Answer Partly(string sentence, params string[] evidence) => new(AnswerStatus.Partly, sentence, evidence);

    public static Answer No(string sentence, params string[] evidence) => new(AnswerStatus.No, sentence, evidence);
}

/// <summary>The records' names relative to the plan's folder, so that no answer depends on where the results lie.</summary>
internal static class EvidenceFiles
{
    private static readonly ResultsLayout Layout = new("", "");

    public static string Plan { get; } = Path.GetFileName(Layout.Plan);

    public static string Analysis { get; } = Path.GetFileName(Layout.Analysis);

    public static string Verdicts { get; } = Path.GetFileName(Layout.Verdicts);

    public static string Architectures { get; } = Path.GetFileName(Layout.Architectures);

    public const string Manifests = ResultsLayout.ManifestPattern;
}

/// <summary>Statuses as people read them.</summary>
internal static class AnswerWords
{
    public static string Of(AnswerStatus status) => status switch
    {
        AnswerStatus.Yes => "yes",
        AnswerStatus.Partly => "partly",
        AnswerStatus.No => "no",
        AnswerStatus.NotApplicable => "not applicable",
        _ => "unanswered",
    };
}
