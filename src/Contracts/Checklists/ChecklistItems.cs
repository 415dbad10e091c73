using System.Text.Json.Serialization;
using Harness.Contracts.Files;

namespace Harness.Contracts.Checklists;

/// <summary>What answers an item of a checklist: one of the facts that the harness reads off its records, or nobody here.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AnsweredBy>))]
public enum AnsweredBy
{
    /// <summary>A person has to answer; the item says why no record can.</summary>
    Unanswered,

    /// <summary>The item asks about something that no plan of the harness does; the item says what.</summary>
    NotApplicable,

    /// <summary>Whether one known, unchanged state of the source made all runs.</summary>
    CodeVersion,

    /// <summary>Whether one command from one commit makes all runs again.</summary>
    ReproductionCommand,

    /// <summary>Whether a repeat would give the same bits.</summary>
    Repeatability,

    /// <summary>Whether one dataset, named by its digest, is behind all runs.</summary>
    DatasetIdentity,

    /// <summary>Numbers of images and classes.</summary>
    DatasetSize,

    /// <summary>Which images train, validate and test.</summary>
    DataSplits,

    /// <summary>Which training images were left out.</summary>
    DataExclusions,

    /// <summary>What is done to an image before the network sees it.</summary>
    Preprocessing,

    /// <summary>Whether every network's layers are on record.</summary>
    ModelDescription,

    /// <summary>Parameters, multiply-accumulates and time of every network.</summary>
    ModelCost,

    /// <summary>Whether the trained weights are on record.</summary>
    TrainedModels,

    /// <summary>Values of every hyper-parameter and how they came about.</summary>
    Hyperparameters,

    /// <summary>Planned runs, and what became of them.</summary>
    RunCounts,

    /// <summary>Time of every run.</summary>
    Runtime,

    /// <summary>Machines, systems and libraries.</summary>
    Infrastructure,

    /// <summary>Versions of the libraries.</summary>
    Software,

    /// <summary>What is measured, and on how many networks.</summary>
    ErrorMeasures,

    /// <summary>Means with their standard deviations and intervals.</summary>
    Uncertainty,

    /// <summary>p-values and their correction.</summary>
    StatisticalTests,

    /// <summary>Which epoch's network is reported.</summary>
    ModelSelection,

    /// <summary>Whether compared networks were trained alike.</summary>
    Baselines,

    /// <summary>Verdicts on the claims.</summary>
    Claims,

    /// <summary>What the results cannot show.</summary>
    Limitations,
}

/// <summary>One item of a published checklist, in the harness's own words.</summary>
public sealed record ChecklistItem
{
    /// <summary>Lower-case words and digits joined by hyphens; unique over all checklists.</summary>
    public required string Id { get; init; }

    /// <summary>The item's place in its checklist: its number where it has one, and its section.</summary>
    public required string Source { get; init; }

    /// <summary>The item as a short question.</summary>
    public required string Question { get; init; }

    public required AnsweredBy AnsweredBy { get; init; }

    /// <summary>Why no fact answers the item, in a sentence; there exactly where none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}

/// <summary>One published checklist.</summary>
public sealed record ChecklistItemsFile : IRecord
{
    public const string SchemaName = "harness/checklist-items/1";

    public required string Schema { get; init; }

    /// <summary>The checklist's name.</summary>
    public required string Title { get; init; }

    /// <summary>Where the checklist is published.</summary>
    public required string Source { get; init; }

    /// <summary>In the checklist's order.</summary>
    public required IReadOnlyList<ChecklistItem> Items { get; init; }
}
