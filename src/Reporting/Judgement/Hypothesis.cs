using Harness.Contracts.Claims;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>An arm's part in a hypothesis: its mean times the coefficient.</summary>
internal sealed record HypothesisTerm(double Coefficient, ChosenArm Arm);

/// <summary>What a measured rule asks of a plan's arms: that a combination of their means lies in a region. With the words that the sentence on it is made of.</summary>
internal sealed record Hypothesis
{
    public required MeasuredRule Rule { get; init; }

    public required IReadOnlyList<HypothesisTerm> Terms { get; init; }

    /// <summary>A published value that is subtracted; 0 where there is none.</summary>
    public double Reference { get; init; }

    public required Region Region { get; init; }

    /// <summary>What was measured, from the arms' means in the order of the terms and the decimals of a percentage.</summary>
    public required Func<IReadOnlyList<double>, int, string> Measured { get; init; }

    /// <summary>What the estimate is called, with a space behind it; empty where the measured value is the estimate.</summary>
    public string EstimateName { get; init; } = "difference ";

    /// <summary>Behind the estimate and its unit, with a space before it.</summary>
    public string PerUnit { get; init; } = "";

    /// <summary>The region's edge, or what the region is around: <c>0</c>, <c>the margin of 1.0 point</c>.</summary>
    public required string Edge { get; init; }

    /// <summary>The effect is shown as the arm's mean, not as its distance from the reference.</summary>
    public bool ShowsMean { get; init; }

    /// <summary>The test's name.</summary>
    public required string Method { get; init; }

    public RunMetric Metric => Rule.Metric;

    /// <summary>The plan trains enough seeds of every arm for a verdict.</summary>
    public bool HasEnoughSeedsPlanned => Terms.All(term => term.Arm.Record.Planned >= Rule.MinimumSeeds);
}
