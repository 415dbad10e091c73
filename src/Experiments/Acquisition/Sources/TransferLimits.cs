namespace Harness.Experiments.Acquisition.Sources;

/// <summary>How long a source may keep a person waiting before the next one is tried.</summary>
public sealed record TransferLimits
{
    /// <summary>Longest time for name look-up and connection. A host that refuses or drops packets costs this much, not minutes.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time without one new byte.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Lowest rate in bytes per second over <see cref="RateWindow"/>, or 0 for none. At 250 kB/s the archive takes eleven minutes;
    /// the official host has been seen at 50 to 85 kB/s for weeks (pytorch/vision issue 9536).</summary>
    public double LowestRate { get; init; } = 250_000;

    public TimeSpan RateWindow { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a connection may break in one call before the source is given up.</summary>
    public int Cuts { get; init; } = 5;
}
