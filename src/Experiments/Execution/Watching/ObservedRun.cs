namespace Harness.Experiments.Execution.Watching;

/// <summary>What a run's files say of it.</summary>
internal enum ObservedState
{
    /// <summary>Nothing was saved yet.</summary>
    Waiting,

    Running,

    /// <summary>Begun, not finished, and no worker is at it.</summary>
    Stopped,

    Finished,

    Diverged,

    /// <summary>Given up by the coordinator.</summary>
    Failed,
}

/// <summary>A run as it looks from outside.</summary>
/// <param name="StepsDone">Optimiser steps done, of <paramref name="TotalSteps"/>.</param>
/// <param name="Epoch">The epoch that is being made or was made last; 0 before the first.</param>
/// <param name="TrainError">Of the last epoch, a share in [0, 1]; null before the first.</param>
/// <param name="TestError">Of the last evaluation, a share in [0, 1]; null before the first.</param>
/// <param name="ImagesPerSecond">0 while it is not known.</param>
/// <param name="TimedShare">Share of the run that took <paramref name="TimedSeconds"/>, interruptions left out; 0 while nothing was timed.</param>
/// <param name="Failure">Why it was given up, or null.</param>
internal sealed record ObservedRun(
    ObservedState State,
    int StepsDone,
    int TotalSteps,
    int Epoch,
    int TotalEpochs,
    double? TrainError,
    double? TestError,
    double ImagesPerSecond,
    double TimedShare,
    double TimedSeconds,
    string? Failure)
{
    public bool HasEnded => State is ObservedState.Finished or ObservedState.Diverged or ObservedState.Failed;
}
