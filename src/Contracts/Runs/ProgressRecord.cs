using Harness.Contracts.Files;

namespace Harness.Contracts.Runs;

/// <summary>How far an unfinished run is, every few seconds: for watchers. No part of the run's record; a finished run removes it.</summary>
public sealed record ProgressRecord : IRecord
{
    public const string SchemaName = "harness/progress/1";

    public required string Schema { get; init; }

    /// <summary>Optimiser steps done.</summary>
    [AtLeast(0)]
    public required int StepsDone { get; init; }

    [AtLeast(1)]
    public required int TotalSteps { get; init; }

    /// <summary>The epoch that is being made, from 1; after a start 0 until the first word about it.</summary>
    [AtLeast(0)]
    public required int Epoch { get; init; }

    /// <summary>Images a second in this epoch's training so far; 0 while it is not known.</summary>
    [AtLeast(0)]
    public required double ImagesPerSecond { get; init; }

    /// <summary>When this was written: seconds since 1970, UTC.</summary>
    [AtLeast(0)]
    public required double Time { get; init; }

    /// <summary>The worker has saved and ended before the run was finished.</summary>
    public required bool IsStopped { get; init; }
}
