using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Harness.Contracts.Claims;
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

    /// <summary>Wilson's 95 % interval for the final test error: what other test images could have shown for the same weights, not what another seed would.</summary>
    [Share]
    public double? TestErrorLow { get; init; }

    [Share]
    public double? TestErrorHigh { get; init; }

    /// <summary>What the run gives the claims' tests; null where it is not completed.</summary>
    public IReadOnlyList<MeasurementRecord>? Measurements { get; init; }

    [AtLeast(0)]
    public double? ElapsedSeconds { get; init; }

    [AtLeast(0)]
    public double? ImagesPerSecond { get; init; }

    [AtLeast(0)]
    public int? Attempts { get; init; }

    [AtLeast(0)]
    public int? StepsDone { get; init; }
}

/// <summary>A metric of one run and where it stands.</summary>
/// <param name="Value">In the metric's unit.</param>
/// <param name="From">The lines it was taken from, counted from 1, as <c>metrics.jsonl:12</c>.</param>
public sealed record MeasurementRecord(RunMetric Metric, double Value, [MinLength(1)] IReadOnlyList<string> From);

/// <summary>A mean over seeds. Where <see cref="N"/> is 1 there is no standard deviation and no interval.</summary>
/// <param name="N">Number of seeds.</param>
/// <param name="StandardDeviation">Of the sample, with N - 1 in the denominator.</param>
/// <param name="Low">Lower end of the two-sided t interval for the mean.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Level">Confidence level of the interval, for instance 0.95.</param>
/// <param name="InterquartileMean">Mean of the middle half: where it is far from the mean, one seed sways the mean.</param>
/// <param name="Values">One value a seed, in the order of the seeds.</param>
public sealed record Estimate(
    [AtLeast(1)] int N,
    double Mean,
    [AtLeast(0)] double? StandardDeviation,
    double? Low,
    double? High,
    [ProperShare] double Level,
    double InterquartileMean,
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

    /// <summary>Every metric that a completed seed gives, in the order of <see cref="RunMetric"/>.</summary>
    public required IReadOnlyList<MetricEstimate> Metrics { get; init; }

    /// <summary>Optimistic: the epoch was chosen on the test set. Null where no seed completed.</summary>
    public required Estimate? BestTestError { get; init; }

    /// <summary>Seconds a run.</summary>
    public required Estimate? ElapsedSeconds { get; init; }

    [AtLeast(1)]
    public required long? Parameters { get; init; }

    [JsonIgnore]
    public Estimate? TrainError => Of(RunMetric.TrainError);

    [JsonIgnore]
    public Estimate? TrainEvaluationError => Of(RunMetric.TrainEvaluationError);

    [JsonIgnore]
    public Estimate? TestError => Of(RunMetric.TestError);

    [JsonIgnore]
    public Estimate? GeneralisationGap => Of(RunMetric.GeneralisationGap);

    /// <summary>Null where no seed gives the metric.</summary>
    public Estimate? Of(RunMetric metric) => Metrics.FirstOrDefault(estimate => estimate.Metric == metric)?.Estimate;
}

public sealed record MetricEstimate(RunMetric Metric, Estimate Estimate);

/// <summary>A learning curve: one point an evaluated epoch, over the completed seeds.</summary>
public sealed record CurveRecord(string Arm, Split Split, IReadOnlyList<CurvePoint> Points);

/// <summary>Errors are shares in [0, 1], losses mean cross entropies in nats. Intervals are t intervals for the mean, null where only one seed is there.</summary>
/// <param name="Mean">Of the error.</param>
/// <param name="Low">Lower end of the interval for it.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Loss">Mean of the loss; null where a seed's is not a finite number.</param>
/// <param name="LossLow">Lower end of the interval for it.</param>
/// <param name="LossHigh">Upper end of it.</param>
/// <param name="LearningRate">Of the epoch's last step, as the first seed recorded it: seeds share the recipe.</param>
public sealed record CurvePoint(
    [AtLeast(1)] int Epoch,
    [AtLeast(1)] int N,
    [Share] double Mean,
    double? Low,
    double? High,
    [AtLeast(0)] double? Loss,
    double? LossLow,
    double? LossHigh,
    [AtLeast(0)] double LearningRate);

/// <summary>The gap between test and training error of one arm: one point an epoch that has both, over the completed seeds.</summary>
public sealed record GapRecord(string Arm, IReadOnlyList<GapPoint> Points);

/// <summary>Test error minus training error of the same epoch, taken within each seed. The interval is null where only one seed is there.</summary>
/// <param name="Low">Lower end of the t interval for the mean.</param>
/// <param name="High">Upper end of it.</param>
public sealed record GapPoint([AtLeast(1)] int Epoch, [AtLeast(1)] int N, [Range(-1.0, 1.0)] double Mean, double? Low, double? High);

/// <summary>
/// A difference in means, first arm minus second arm, so above 0 means that the first arm errs more. Welch's test stands first; what follows asks the same without
/// its assumptions, for a reader who doubts them, and decides nothing. Null where seeds are too few.
/// </summary>
public sealed record ComparisonRecord
{
    public required string First { get; init; }

    public required string Second { get; init; }

    public required RunMetric Metric { get; init; }

    [AtLeast(1)]
    public required int FirstN { get; init; }

    [AtLeast(1)]
    public required int SecondN { get; init; }

    public required double Difference { get; init; }

    /// <summary>Lower end of Welch's interval.</summary>
    public required double? Low { get; init; }

    public required double? High { get; init; }

    /// <summary>Confidence level of every interval of the record.</summary>
    [ProperShare]
    public required double Level { get; init; }

    public required double? TStatistic { get; init; }

    /// <summary>Welch-Satterthwaite.</summary>
    [Above(0)]
    public required double? DegreesOfFreedom { get; init; }

    /// <summary>Two-sided, not corrected for the number of comparisons.</summary>
    [Share]
    public required double? PValue { get; init; }

    /// <summary>Standardised difference, corrected for small samples.</summary>
    public required double? HedgesG { get; init; }

    /// <summary>Lower end of the interval for the standardised difference.</summary>
    public required double? HedgesGLow { get; init; }

    public required double? HedgesGHigh { get; init; }

    /// <summary>Exact, two-sided: the share of all ways to deal the values out to the two arms that differ at least as much.</summary>
    [Share]
    public required double? PermutationPValue { get; init; }

    /// <summary>Lower end of the bias-corrected and accelerated bootstrap interval; null below four seeds an arm.</summary>
    public required double? BootstrapLow { get; init; }

    public required double? BootstrapHigh { get; init; }

    /// <summary>The seeds that both arms have, which share the order of the images and their augmentation; null where there is none.</summary>
    public required PairedRecord? Paired { get; init; }

    /// <summary>Of test errors: each common seed's two networks on the same test images; empty where predictions were not recorded.</summary>
    public required IReadOnlyList<PredictionsRecord> Predictions { get; init; }
}

/// <summary>The mean difference within seeds.</summary>
/// <param name="N">Seeds that both arms have.</param>
/// <param name="Low">Lower end of the paired t interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="PValue">Two-sided, of the paired t test.</param>
/// <param name="SignFlipPValue">Two-sided and exact: the share of all exchanges within seeds that differ at least as much.</param>
/// <param name="Correlation">Between the arms over seeds; with two seeds it is 1 or -1 and says nothing.</param>
/// <param name="HedgesGz">The mean difference in standard deviations of the differences, corrected for small samples; null below three seeds.</param>
public sealed record PairedRecord(
    [AtLeast(1)] int N,
    double Difference,
    double? Low,
    double? High,
    [Share] double? PValue,
    [Share] double? SignFlipPValue,
    [Range(-1.0, 1.0)] double? Correlation,
    double? HedgesGz);

/// <summary>Two networks with the same seed on the same test images: McNemar's test. About these two sets of weights, not about their training.</summary>
/// <param name="OnlyFirstWrong">Images that the first arm's network alone gets wrong.</param>
/// <param name="OnlySecondWrong">Images that the second arm's network alone gets wrong.</param>
/// <param name="Difference">Of the errors, first minus second.</param>
/// <param name="Low">Lower end of the interval for it (Agresti and Min).</param>
/// <param name="High">Upper end of it.</param>
/// <param name="PValue">Two-sided, exact binomial; 0 where it is too small for a number of double precision.</param>
public sealed record PredictionsRecord(
    [AtLeast(0)] int Seed,
    [AtLeast(1)] int Images,
    [AtLeast(0)] int OnlyFirstWrong,
    [AtLeast(0)] int OnlySecondWrong,
    [Range(-1.0, 1.0)] double Difference,
    [Range(-1.0, 1.0)] double Low,
    [Range(-1.0, 1.0)] double High,
    [Share] double PValue);

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

    /// <summary>One an arm of which a seed completed.</summary>
    public required IReadOnlyList<GapRecord> Gaps { get; init; }

    public required IReadOnlyList<ComparisonRecord> Comparisons { get; init; }

    public required IReadOnlyList<MachineRuns> Machines { get; init; }
}
