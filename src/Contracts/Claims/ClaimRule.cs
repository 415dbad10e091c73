using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Claims;

/// <summary>How a claim is judged: a small closed set. <c>kind</c> stands first in the JSON object.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ExactRule), "exact")]
[JsonDerivedType(typeof(RatioRule), "ratio")]
[JsonDerivedType(typeof(SavingRule), "saving")]
[JsonDerivedType(typeof(SuperiorityRule), "superiority")]
[JsonDerivedType(typeof(NonInferiorityRule), "non_inferiority")]
[JsonDerivedType(typeof(WithinMarginRule), "within_margin")]
[JsonDerivedType(typeof(NotTestableRule), "not_testable")]
public abstract record ClaimRule;

[JsonConverter(typeof(SnakeCaseEnumConverter<Count>))]
public enum Count
{
    Parameters,

    /// <summary>Convolution weights of one block.</summary>
    Weights,

    /// <summary>Multiply-accumulates for one image.</summary>
    Macs,
}

/// <summary>A number counted from a network's layers, in <c>architectures.json</c>. Exactly one of network and block is set.</summary>
public sealed record Quantity
{
    /// <summary>Id of a reference network.</summary>
    public string? Network { get; init; }

    /// <summary>Id of a block.</summary>
    public string? Block { get; init; }

    public required Count Of { get; init; }
}

/// <summary>A count equals the published one.</summary>
public sealed record ExactRule : ClaimRule
{
    public required Quantity Quantity { get; init; }

    [AtLeast(1)]
    public required long Expected { get; init; }

    /// <summary>
    /// One unit of the last digit that the source prints, where it prints a rounded value: the count must differ by less than that.
    /// 0: it must be equal.
    /// </summary>
    [AtLeast(0)]
    public long Unit { get; init; }
}

/// <summary>One count divided by another is the published factor, to within less than one unit of its last printed digit.</summary>
public sealed record RatioRule : ClaimRule
{
    public required Quantity Numerator { get; init; }

    public required Quantity Denominator { get; init; }

    [Above(0)]
    public required double Expected { get; init; }

    [Above(0)]
    public required double Unit { get; init; }
}

/// <summary>What one count saves against another, in percent, is the published share, to within less than one unit of its last printed digit.</summary>
public sealed record SavingRule : ClaimRule
{
    public required Quantity Full { get; init; }

    public required Quantity Reduced { get; init; }

    /// <summary>Percent.</summary>
    [Range(0.0, 100.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double Expected { get; init; }

    /// <summary>Percentage points.</summary>
    [Above(0)]
    public required double Unit { get; init; }
}

[JsonConverter(typeof(SnakeCaseEnumConverter<ErrorMetric>))]
public enum ErrorMetric
{
    TrainError,
    TrainEvaluationError,
    TestError,
}

/// <summary>Finds an arm in any plan by what its network is, not by its name.</summary>
public sealed record ArmSelector
{
    public required ModelFamily Family { get; init; }

    [AtLeast(8)]
    public required int Depth { get; init; }

    /// <summary>With shortcuts of either kind, or the plain twin without.</summary>
    public required bool Residual { get; init; }
}

/// <summary>A rule on errors at the end of training, over seeds.</summary>
public abstract record MeasuredRule : ClaimRule
{
    public required ErrorMetric Metric { get; init; }

    /// <summary>Of the interval that decides, in [0.8, 1).</summary>
    [Range(0.8, 1.0, MaximumIsExclusive = true)]
    public required double Level { get; init; }

    /// <summary>Completed seeds that every arm needs, at least 2; with fewer the claim is inconclusive.</summary>
    [AtLeast(2)]
    public required int MinimumSeeds { get; init; }
}

/// <summary>
/// One arm errs more than the other. Reproduced if Welch's two-sided interval for the difference lies above 0, not reproduced if it lies
/// below 0, else inconclusive.
/// </summary>
public sealed record SuperiorityRule : MeasuredRule
{
    public required ArmSelector Worse { get; init; }

    public required ArmSelector Better { get; init; }
}

/// <summary>
/// A candidate errs at most a margin more than the reference. Reproduced if Welch's two-sided interval for candidate minus reference lies
/// below the margin, not reproduced if it lies above the margin, else inconclusive.
/// </summary>
public sealed record NonInferiorityRule : MeasuredRule
{
    public required ArmSelector Candidate { get; init; }

    public required ArmSelector Reference { get; init; }

    /// <summary>Share, above 0.</summary>
    [ProperShare]
    public required double Margin { get; init; }
}

/// <summary>
/// An arm's mean lies within a margin of a published value (two one-sided tests, each at 1 - level). Reproduced if the interval at
/// 2 level - 1 lies inside the margin on either side, not reproduced if it lies wholly outside, else inconclusive.
/// </summary>
public sealed record WithinMarginRule : MeasuredRule
{
    public required ArmSelector Arm { get; init; }

    /// <summary>Name of the conditions under which the value was published; a plan under others does not test the claim.</summary>
    public required string Conditions { get; init; }

    /// <summary>The published error, a share.</summary>
    [ProperShare]
    public required double Expected { get; init; }

    /// <summary>Share, above 0.</summary>
    [ProperShare]
    public required double Margin { get; init; }
}

/// <summary>A claim that no plan of this harness can test; it is listed so that nobody takes it for tested.</summary>
public sealed record NotTestableRule : ClaimRule
{
    public required string Reason { get; init; }
}
