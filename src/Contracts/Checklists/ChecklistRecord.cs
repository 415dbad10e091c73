using System.Text.Json.Serialization;
using Harness.Contracts.Files;

namespace Harness.Contracts.Checklists;

/// <summary>What the records say to an item.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AnswerStatus>))]
public enum AnswerStatus
{
    Yes,

    /// <summary>In part, or for a part of the runs; the sentence says what is lacking.</summary>
    Partly,

    No,

    NotApplicable,

    /// <summary>Left to a person.</summary>
    Unanswered,
}

/// <summary>An item and its answer.</summary>
public sealed record AnsweredItem
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Question { get; init; }

    public required AnsweredBy AnsweredBy { get; init; }

    public required AnswerStatus Status { get; init; }

    /// <summary>In a sentence or two, with the numbers; for an item without a fact, why there is none.</summary>
    public required string Answer { get; init; }

    /// <summary>The records that the answer was read off, relative to the plan's folder; may be a pattern. Empty for an item without a fact.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }
}

/// <summary>A checklist, filled in.</summary>
public sealed record AnsweredChecklist(string Title, string Source, IReadOnlyList<AnsweredItem> Items);

/// <summary><c>checklist.json</c>: published checklists, filled in from one plan's records.</summary>
public sealed record ChecklistRecord : IRecord
{
    public const string SchemaName = "harness/checklist/1";

    public required string Schema { get; init; }

    public required string Plan { get; init; }

    public required string PlanSha256 { get; init; }

    /// <summary>Digest of <c>analysis.json</c>, which holds those of the manifests.</summary>
    public required string AnalysisSha256 { get; init; }

    public required string VerdictsSha256 { get; init; }

    /// <summary>Digest of <c>architectures.json</c>; null if there was none.</summary>
    public required string? ArchitecturesSha256 { get; init; }

    /// <summary>Over the names and digests of the checklists' files.</summary>
    public required string ItemsSha256 { get; init; }

    public required IReadOnlyList<AnsweredChecklist> Checklists { get; init; }
}
