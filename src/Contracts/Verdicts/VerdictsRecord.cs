using System.Text.Json.Serialization;
using Harness.Contracts.Files;

namespace Harness.Contracts.Verdicts;

[JsonConverter(typeof(SnakeCaseEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The claim holds in these runs by its rule.</summary>
    Reproduced,

    /// <summary>The runs speak against the claim by its rule.</summary>
    NotReproduced,

    /// <summary>The runs are too few or too scattered to say.</summary>
    Inconclusive,

    /// <summary>The plan has no runs that could test the claim.</summary>
    NotTested,
}

/// <summary>One published claim, judged.</summary>
public sealed record VerdictRecord
{
    public required string Claim { get; init; }

    /// <summary>The claim in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Where it is published: work, section, table or figure.</summary>
    public required string Source { get; init; }

    /// <summary>The published value as printed there, or null where the source gives none.</summary>
    public required string? Published { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The sentence a reader needs: what was measured, with n, and why the verdict follows.</summary>
    public required string Reason { get; init; }

    /// <summary>The measured effect in the claim's own unit, formatted with its interval; null if not tested.</summary>
    public required string? Effect { get; init; }

    [Share]
    public required double? PValue { get; init; }

    /// <summary><see cref="PValue"/> after Holm's correction over all tests of the plan. Shown beside the verdict, which each claim earns by its own rule.</summary>
    [Share]
    public double? AdjustedPValue { get; init; }

    /// <summary>Seeds behind the verdict, the smaller arm's; null where no runs are involved.</summary>
    [AtLeast(0)]
    public required int? N { get; init; }

    /// <summary>Shown on the first page.</summary>
    public required bool Headline { get; init; }
}

/// <summary><c>verdicts.json</c>.</summary>
public sealed record VerdictsRecord : IRecord
{
    public const string SchemaName = "harness/verdicts/1";

    public required string Schema { get; init; }

    public required string Plan { get; init; }

    public required string AnalysisSha256 { get; init; }

    public required string ClaimsSha256 { get; init; }

    /// <summary>Digest of <c>architectures.json</c>; null if there was none.</summary>
    public string? ArchitecturesSha256 { get; init; }

    public required IReadOnlyList<VerdictRecord> Verdicts { get; init; }
}
