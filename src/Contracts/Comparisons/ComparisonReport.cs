using System.Text.Json.Serialization;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;

namespace Harness.Contracts.Comparisons;

/// <summary>What became of one run in two sets of results.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RunMatch>))]
public enum RunMatch
{
    /// <summary>Finished in both with the same weights, bit for bit.</summary>
    Identical,

    /// <summary>Finished in both with other weights, or completed in one and diverged in the other.</summary>
    Different,

    /// <summary>Diverged in both: there are no weights to compare.</summary>
    WithoutWeights,

    OnlyA,

    OnlyB,

    /// <summary>Planned and finished in neither.</summary>
    Neither,
}

/// <summary>What came of the comparison of one arm's errors.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<MetricOutcome>))]
public enum MetricOutcome
{
    /// <summary>Welch's test was made.</summary>
    Tested,

    /// <summary>A set has fewer than two completed seeds of the arm, or neither set has any scatter.</summary>
    NotTestable,

    /// <summary>The sets have the same seeds, and each seed has the same error in both.</summary>
    IdenticalValues,

    /// <summary>Runs of the arm are the same runs in both, so the sets are not independent and no test is made.</summary>
    IdenticalRuns,
}

/// <summary>One of the two sets, by the files that it was read from.</summary>
public sealed record ComparedSet(string Plan, string PlanSha256, string AnalysisSha256, string VerdictsSha256);

/// <summary>A condition under which the sets were made.</summary>
/// <param name="A">The values among A's finished runs, sorted; one where all runs agree.</param>
/// <param name="B">The values among B's.</param>
public sealed record ComparedCondition(string Condition, IReadOnlyList<string> A, IReadOnlyList<string> B, bool Differs);

/// <summary>A run that either plan names.</summary>
/// <param name="A">Its state in A; null where A's plan does not name it.</param>
/// <param name="B">Its state in B; null where B's plan does not name it.</param>
public sealed record ComparedRun(RunId Run, RunMatch Match, RunState? A, RunState? B);

/// <summary>A claim that was judged in either set.</summary>
/// <param name="A">The verdict in A; null where A's ledger does not have the claim, like the effect.</param>
/// <param name="B">The verdict in B; null where B's ledger does not have the claim, like the effect.</param>
/// <param name="EffectA">As it stands in the verdicts; null where nothing was measured.</param>
/// <param name="EffectB">As it stands in the verdicts; null where nothing was measured.</param>
/// <param name="Changed">The verdicts differ, or one is not there.</param>
public sealed record ComparedClaim(string Claim, string Statement, Verdict? A, Verdict? B, string? EffectA, string? EffectB, bool Changed);

/// <summary>An arm's final error in both sets. Errors are shares in [0, 1].</summary>
public sealed record ComparedMetric
{
    public required string Arm { get; init; }

    /// <summary>One of the three errors.</summary>
    public required RunMetric Metric { get; init; }

    public required MetricOutcome Outcome { get; init; }

    /// <summary>Completed seeds.</summary>
    public required int SeedsA { get; init; }

    public required int SeedsB { get; init; }

    /// <summary>Runs of the arm that are the same, bit for bit, in both sets.</summary>
    public required int IdenticalRuns { get; init; }

    /// <summary>Null where no seed completed.</summary>
    public required double? MeanA { get; init; }

    public required double? MeanB { get; init; }

    /// <summary>B minus A, so above 0 means that B errs more; null where a mean is missing.</summary>
    public required double? Difference { get; init; }

    /// <summary>Lower end of Welch's interval for the difference; null unless tested, like all that follows.</summary>
    public required double? Low { get; init; }

    public required double? High { get; init; }

    /// <summary>Two-sided, of the hypothesis of no difference.</summary>
    public required double? PValue { get; init; }

    /// <summary><see cref="PValue"/> after Holm's correction over all tests of the report.</summary>
    public required double? AdjustedPValue { get; init; }
}

/// <summary>Two sets of results side by side. Holds no paths: the same two sets give the same bytes wherever they lie.</summary>
public sealed record ComparisonReport : IRecord
{
    public const string SchemaName = "harness/comparison/1";

    public required string Schema { get; init; }

    public required ComparedSet A { get; init; }

    public required ComparedSet B { get; init; }

    public required IReadOnlyList<ComparedCondition> Conditions { get; init; }

    /// <summary>Arms that both plans have by name and that are not the same network; their errors are not compared.</summary>
    public required IReadOnlyList<string> OtherNetworks { get; init; }

    /// <summary>In the order of A's plan, then what only B's plan names.</summary>
    public required IReadOnlyList<ComparedRun> Runs { get; init; }

    public required IReadOnlyList<ComparedClaim> Claims { get; init; }

    /// <summary>Confidence level of the intervals, for instance 0.95.</summary>
    public required double Level { get; init; }

    public required IReadOnlyList<ComparedMetric> Metrics { get; init; }
}
