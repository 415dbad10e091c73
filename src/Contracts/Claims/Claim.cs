using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Claims;

/// <summary>How a published value is known.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Provenance>))]
public enum Provenance
{
    /// <summary>It is printed in the source, in a table or in the text.</summary>
    Printed,

    /// <summary>The source shows it in a figure only.</summary>
    ReadOffFigure,

    /// <summary>It follows from what is printed, for instance a sum over a table of layers.</summary>
    Derived,
}

/// <summary>What the source says, for people.</summary>
public sealed record PublishedValue(string Text, Provenance Provenance);

/// <summary>One published statement and the rule, fixed before any run, that judges it.</summary>
public sealed record Claim
{
    /// <summary>Lower-case words joined by hyphens; unique over all ledger files.</summary>
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$")]
    public required string Id { get; init; }

    /// <summary>The claim in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Work and section, table or figure.</summary>
    public required string Source { get; init; }

    /// <summary>Null where the source gives no value.</summary>
    public PublishedValue? Published { get; init; }

    /// <summary>Shown on the first page and in the README.</summary>
    public bool Headline { get; init; }

    /// <summary>
    /// The shipped plans that can test it: they train what it is about, with at least its minimum of seeds. Null where no training is involved.
    /// </summary>
    public IReadOnlyList<string>? Plans { get; init; }

    /// <summary>
    /// What speaks against the statement in the literature, with its source; null where nothing is known. A disputed claim is judged like any other, and no plan
    /// promises it.
    /// </summary>
    public string? Disputed { get; init; }

    public required ClaimRule Rule { get; init; }
}

/// <summary>The circumstances of a published value: all 50,000 training images, the published width, and this recipe.</summary>
/// <param name="Source">Where the recipe is published.</param>
/// <param name="Recipe">Compared without warm-up and without how often the test set is evaluated.</param>
public sealed record PublishedConditions(string Source, Recipe Recipe);

/// <summary>One file of the claims ledger. Its measured claims answer one question: they are the family over which the chance of a false decision is held.</summary>
public sealed record ClaimsFile : IRecord
{
    public const string SchemaName = "harness/claims/1";

    public required string Schema { get; init; }

    /// <summary>What the claims of this file have in common.</summary>
    public required string Title { get; init; }

    /// <summary>Named by the claims of this file about published errors; null if none names any.</summary>
    public IReadOnlyDictionary<string, PublishedConditions>? Conditions { get; init; }

    public required IReadOnlyList<Claim> Claims { get; init; }
}
