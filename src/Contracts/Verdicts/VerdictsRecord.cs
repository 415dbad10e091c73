using System.Text.Json.Serialization;
using Harness.Contracts.Claims;
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

/// <summary>An arm's part in a test.</summary>
/// <param name="Coefficient">What its mean is multiplied by: 1 and -1 in a difference.</param>
/// <param name="Seeds">Of the runs that entered; their values are <paramref name="Values"/>, and <c>analysis.json</c> names the lines they come from.</param>
public sealed record TestedArm(string Arm, double Coefficient, IReadOnlyList<int> Seeds, IReadOnlyList<double> Values);

/// <summary>
/// A test over seeds with all that is needed to make it again by hand. The claim says that the true value of the estimate lies above <see cref="Above"/> and below
/// <see cref="Below"/>. Members are null where seeds are too few or show no scatter.
/// </summary>
public sealed record VerdictTest
{
    public required RunMetric Metric { get; init; }

    public required IReadOnlyList<TestedArm> Arms { get; init; }

    /// <summary>A published value that is subtracted; 0 where there is none.</summary>
    public required double Reference { get; init; }

    /// <summary>Sum of coefficient times mean over the arms, minus the reference; in the metric's unit.</summary>
    public required double Estimate { get; init; }

    [Above(0)]
    public required double? StandardError { get; init; }

    /// <summary>Welch-Satterthwaite.</summary>
    [Above(0)]
    public required double? DegreesOfFreedom { get; init; }

    /// <summary>Lower end of the two-sided t interval.</summary>
    public required double? Low { get; init; }

    /// <summary>Upper end of it.</summary>
    public required double? High { get; init; }

    /// <summary>Confidence level of the interval.</summary>
    [ProperShare]
    public required double Level { get; init; }

    public required double? Above { get; init; }

    public required double? Below { get; init; }

    /// <summary>One-sided p-value against the claim's being false: small speaks for the claim.</summary>
    [Share]
    public required double? PFor { get; init; }

    /// <summary>One-sided p-value against the claim's being true: small speaks against the claim.</summary>
    [Share]
    public required double? PAgainst { get; init; }

    /// <summary>
    /// Standardised size of a difference between two arms (Hedges' g); null in any other test, where the estimate is its own effect size.
    /// </summary>
    public required double? HedgesG { get; init; }

    /// <summary>Tests of the claim's family in this plan, over which p-values are corrected.</summary>
    [AtLeast(0)]
    public required int FamilySize { get; init; }
}

/// <summary>One published claim, judged.</summary>
public sealed record VerdictRecord
{
    public required string Claim { get; init; }

    /// <summary>The claim in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Where it is published: work, section, table or figure.</summary>
    public required string Source { get; init; }

    /// <summary>Title of the ledger file, whose measured claims are corrected for together.</summary>
    public required string Family { get; init; }

    /// <summary>The published value as printed there, or null where the source gives none.</summary>
    public required string? Published { get; init; }

    /// <summary>What speaks against the statement in the literature; null where nothing is known.</summary>
    public required string? Disputed { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The plan is made to decide this claim and the claim is not disputed: verification fails if it is not reproduced.</summary>
    public required bool Promised { get; init; }

    /// <summary>The sentence a reader needs: what was measured, with n, and why the verdict follows.</summary>
    public required string Reason { get; init; }

    /// <summary>The measured effect in the claim's own unit, formatted with its interval; null if not tested.</summary>
    public required string? Effect { get; init; }

    /// <summary>Null where nothing was measured over seeds.</summary>
    public required VerdictTest? Test { get; init; }

    /// <summary>Two-sided: twice the smaller of <see cref="VerdictTest.PFor"/> and <see cref="VerdictTest.PAgainst"/>, at most 1.</summary>
    [Share]
    public required double? PValue { get; init; }

    /// <summary><see cref="PValue"/> after Holm's correction over the tests of the claim's family: the claim is decided where this is below 1 minus the level.</summary>
    [Share]
    public required double? AdjustedPValue { get; init; }

    /// <summary>Seeds behind the verdict, the smaller arm's; null where no runs are involved.</summary>
    [AtLeast(0)]
    public required int? N { get; init; }

    /// <summary>
    /// Of an inconclusive claim, the further seeds in each arm with which it would be decided with a power of 80 %, if the true values are as measured; null where
    /// scatter is unknown or where more than 1,000 seeds would be needed.
    /// </summary>
    [AtLeast(1)]
    public required int? FurtherSeeds { get; init; }

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
