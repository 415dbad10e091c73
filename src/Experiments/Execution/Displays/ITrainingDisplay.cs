using Harness.Contracts.Plans;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Execution.Displays;

/// <summary>Shows a plan's progress to a person: moving bars on a terminal, plain lines in a log. Members may be called from any thread.</summary>
internal interface ITrainingDisplay
{
    void Heard(RunId run, WorkerMessage message);

    /// <summary>What the files of all runs say, where another process makes them.</summary>
    void Observed(IReadOnlyDictionary<RunId, ObservedRun> runs);

    /// <summary>The run was given up.</summary>
    void Failed(RunId run, string reason);

    /// <summary>A sentence about the plan.</summary>
    void Note(string text);

    /// <summary>Shows until <paramref name="stop"/>, then leaves the last state on the screen.</summary>
    Task ShowAsync(CancellationToken stop);
}
