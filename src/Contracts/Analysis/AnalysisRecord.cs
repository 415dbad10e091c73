using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Analysis;

/// <summary>What was found where a planned run should be.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RunState>))]
public enum RunState
{
    Completed,

    Diverged,

    /// <summary>The worker gave up; there is a failure record.</summary>
    Failed,

    /// <summary>There is no finished record yet.</summary>
    Missing,

    /// <summary>A record is there, but a file is missing from it or does not have its digest, or it belongs to another identity. It is not used.</summary>
    Damaged,
}

/// <summary>One planned run as it was found. Errors are shares in [0, 1].</summary>
public sealed record RunRecord
{
    public required RunId Run { get; init; }

    public required RunState State { get; init; }

    /// <summary>In a sentence, why the run is not completed; null if it is.</summary>
    public string? Note { get; init; }

    public string? ManifestSha256 { get; init; }

    public string? IdentitySha256 { get; init; }

    public string? WeightsSha256 { get; init; }

    public FinalMetrics? Final { get; init; }

    [AtLeast(0)]
    public double? ElapsedSeconds { get; init; }

    [AtLeast(0)]
    public double? ImagesPerSecond { get; init; }

    [AtLeast(0)]
    public int? Attempts { get; init; }

    [AtLeast(0)]
    public int? StepsDone { get; init; }
}

/// <summary>A mean over seeds. Where <see cref="N"/> is 1 there is no standard deviation and no interval.</summary>
/// <param name="N">Number of seeds.</param>
/// <param name="StandardDeviation">Of the sample, with N - 1 in the denominator.</param>
/// <param name="Low">Lower end of the two-sided t interval for the mean.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Level">Confidence level of the interval, for instance 0.95.</param>
/// <param name="Values">One value a seed, in the order of the seeds.</param>
public sealed record Estimate(
    [AtLeast(1)] int N,
    double Mean,
    [AtLeast(0)] double? StandardDeviation,
    double? Low,
    double? High,
    [ProperShare] double Level,
    [MinLength(1)] IReadOnlyList<double> Values);

/// <summary>An arm over its seeds.</summary>
public sealed record ArmRecord
{
    public required string Arm { get; init; }

    [AtLeast(0)]
    public required int Planned { get; init; }

    [AtLeast(0)]
    public required int Completed { get; init; }

    [AtLeast(0)]
    public required int Diverged { get; init; }

    /// <summary>Null where no seed completed, like the others.</summary>
    public required Estimate? TrainError { get; init; }

    public required Estimate? TrainEvaluationError { get; init; }

    public required Estimate? TestError { get; init; }

    /// <summary>Optimistic: the epoch was chosen on the test set.</summary>
    public required Estimate? BestTestError { get; init; }

    /// <summary>Seconds a run.</summary>
    public required Estimate? ElapsedSeconds { get; init; }

    [AtLeast(1)]
    public required long? Parameters { get; init; }
}

/// <summary>An error curve: one point an evaluated epoch, over the completed seeds.</summary>
public sealed record CurveRecord(string Arm, Split Split, IReadOnlyList<CurvePoint> Points);

/// <summary>Shares in [0, 1]; the interval is null where only one seed is there.</summary>
public sealed record CurvePoint([AtLeast(1)] int Epoch, [AtLeast(1)] int N, [Share] double Mean, double? Low, double? High);

/// <summary>Welch's test of a difference in means: first arm minus second arm, so above 0 means that the first arm errs more.</summary>
/// <param name="Metric"><c>train_error</c>, <c>train_evaluation_error</c> or <c>test_error</c>.</param>
/// <param name="DegreesOfFreedom">Welch-Satterthwaite.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="HedgesG">Standardised difference, corrected for small samples.</param>
public sealed record ComparisonRecord(
    string First,
    string Second,
    [AllowedValues("train_error", "train_evaluation_error", "test_error")] string Metric,
    [AtLeast(1)] int FirstN,
    [AtLeast(1)] int SecondN,
    [Range(-1.0, 1.0)] double Difference,
    double? Low,
    double? High,
    [ProperShare] double Level,
    double? TStatistic,
    [Above(0)] double? DegreesOfFreedom,
    [Share] double? PValue,
    double? HedgesG);

/// <summary>A machine and the runs that were made on it.</summary>
public sealed record MachineRuns(MachineRecord Machine, IReadOnlyList<RunId> Runs);

/// <summary><c>analysis.json</c>: statistics of one plan's runs, with the digests of what they were computed from.</summary>
public sealed record AnalysisRecord : IRecord
{
    public const string SchemaName = "harness/analysis/1";

    public required string Schema { get; init; }

    public required string Plan { get; init; }

    public required string PlanSha256 { get; init; }

    /// <summary>SHA-256 over the runs' ids and manifest digests, in the plan's order.</summary>
    public required string InputsSha256 { get; init; }

    public required IReadOnlyList<RunRecord> Runs { get; init; }

    public required IReadOnlyList<ArmRecord> Arms { get; init; }

    public required IReadOnlyList<CurveRecord> Curves { get; init; }

    public required IReadOnlyList<ComparisonRecord> Comparisons { get; init; }

    public required IReadOnlyList<MachineRuns> Machines { get; init; }
}
