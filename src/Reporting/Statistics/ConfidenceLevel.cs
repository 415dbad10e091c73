namespace Harness.Reporting.Statistics;

/// <summary>How often an interval made this way would cover the true value: a share in (0, 1), for instance 0.95.</summary>
internal readonly record struct ConfidenceLevel
{
    /// <exception cref="ArgumentOutOfRangeException">The level is not inside (0, 1).</exception>
    public ConfidenceLevel(double value) =>
        Value = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A confidence level lies inside (0, 1).");

    public static ConfidenceLevel NinetyFive { get; } = new(0.95);

    public double Value { get; }
}
