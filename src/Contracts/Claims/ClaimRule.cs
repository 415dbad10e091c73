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
[JsonDerivedType(typeof(EquivalenceRule), "equivalence")]
[JsonDerivedType(typeof(WithinMarginRule), "within_margin")]
[JsonDerivedType(typeof(LimitRule), "limit")]
[JsonDerivedType(typeof(TrendRule), "trend")]
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

    /// <summary>Layers of a network, as the papers count its depth.</summary>
    Layers,
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

/// <summary>Finds an arm in any plan by what its network is, not by its name.</summary>
public sealed record ArmSelector
{
    public required ModelFamily Family { get; init; }

    [AtLeast(8)]
    public required int Depth { get; init; }

    /// <summary>With shortcuts of either kind, or the plain twin without.</summary>
    public required bool Residual { get; init; }
}

/// <summary>
/// A rule on what runs measure, over seeds: a combination of the arms' means lies on one side of a limit, or between two. Reproduced if the two-sided interval at
/// <see cref="Level"/> lies where the claim says, not reproduced if it lies wholly elsewhere, else inconclusive; and both only as far as Holm's correction over the
/// tests of the claim's family allows.
/// </summary>
public abstract record MeasuredRule : ClaimRule
{
    public required RunMetric Metric { get; init; }

    /// <summary>Of the interval that decides, in [0.8, 1); its complement is the chance of any false decision in the family.</summary>
    [Range(0.8, 1.0, MaximumIsExclusive = true)]
    public required double Level { get; init; }

    /// <summary>Completed seeds that every arm needs, at least 2; with fewer the claim is inconclusive.</summary>
    [AtLeast(2)]
    public required int MinimumSeeds { get; init; }
}

/// <summary>One arm's mean is higher than another's: the difference is above 0. Of errors, the higher one is the worse.</summary>
public sealed record SuperiorityRule : MeasuredRule
{
    public required ArmSelector Higher { get; init; }

    public required ArmSelector Lower { get; init; }
}

/// <summary>A candidate's mean is at most a margin higher than the reference's: candidate minus reference is below the margin.</summary>
public sealed record NonInferiorityRule : MeasuredRule
{
    public required ArmSelector Candidate { get; init; }

    public required ArmSelector Reference { get; init; }

    /// <summary>In the metric's unit, above 0.</summary>
    [Above(0)]
    public required double Margin { get; init; }
}

/// <summary>Two arms' means differ by less than a margin either way (two one-sided tests).</summary>
public sealed record EquivalenceRule : MeasuredRule
{
    public required ArmSelector First { get; init; }

    public required ArmSelector Second { get; init; }

    /// <summary>In the metric's unit, above 0.</summary>
    [Above(0)]
    public required double Margin { get; init; }
}

/// <summary>An arm's mean lies within a margin of a published value (two one-sided tests). The published value is taken as printed, without scatter of its own.</summary>
public sealed record WithinMarginRule : MeasuredRule
{
    public required ArmSelector Arm { get; init; }

    /// <summary>Name of the conditions under which the value was published; a plan under others does not test the claim.</summary>
    public required string Conditions { get; init; }

    /// <summary>The published value, in the metric's unit.</summary>
    public required double Expected { get; init; }

    /// <summary>In the metric's unit, above 0.</summary>
    [Above(0)]
    public required double Margin { get; init; }
}

/// <summary>An arm's mean lies above a limit, below one, or between two. At least one is given.</summary>
public sealed record LimitRule : MeasuredRule
{
    public required ArmSelector Arm { get; init; }

    /// <summary>Null where the statement holds under any conditions.</summary>
    public string? Conditions { get; init; }

    /// <summary>In the metric's unit.</summary>
    public double? Above { get; init; }

    /// <summary>In the metric's unit.</summary>
    public double? Below { get; init; }
}

[JsonConverter(typeof(SnakeCaseEnumConverter<TrendDirection>))]
public enum TrendDirection
{
    Rising,
    Falling,
}

/// <summary>
/// The mean rises, or falls, with depth over at least three depths trained alike: the slope of the arms' means against the logarithm of depth, each depth weighing
/// alike, lies above 0, or below it.
/// </summary>
public sealed record TrendRule : MeasuredRule
{
    public required ModelFamily Family { get; init; }

    /// <summary>With shortcuts of either kind, or the plain twins without.</summary>
    public required bool Residual { get; init; }

    public required TrendDirection Direction { get; init; }
}

/// <summary>A claim that no plan of this harness can test; it is listed so that nobody takes it for tested.</summary>
public sealed record NotTestableRule : ClaimRule
{
    public required string Reason { get; init; }
}
