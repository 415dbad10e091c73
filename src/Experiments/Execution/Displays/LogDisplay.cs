using System.Globalization;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Execution.Displays;

/// <summary>One line an epoch, for logs and pipes.</summary>
internal sealed class LogDisplay(PlanProgress progress, TextWriter output) : ITrainingDisplay
{
    private readonly Lock _lock = new();

    public void Heard(RunId run, WorkerMessage message)
    {
        lock (_lock)
        {
            progress.Apply(run, message);
            if (Describe(progress[run], message) is { } text)
            {
                Write($"{run,-24} {text}");
            }
        }
    }

    /// <summary>A line for each run whose state or errors are others than at the last look.</summary>
    public void Observed(IReadOnlyDictionary<RunId, ObservedRun> runs)
    {
        lock (_lock)
        {
            var changed = progress.Runs.Where(run => IsNews(run.Seen, runs[run.Run.Id])).ToList();
            foreach (var (run, seen) in runs)
            {
                progress.Apply(run, seen);
            }

            foreach (var run in changed)
            {
                Write($"{run.Run.Id,-24} {Describe(run)}");
            }
        }
    }

    public void Failed(RunId run, string reason)
    {
        lock (_lock)
        {
            progress[run].HasEnded = true;
            progress[run].Failure = reason;
            Write($"{run,-24} FAILED: {reason}");
        }
    }

    public void Note(string text)
    {
        lock (_lock)
        {
            Write(text);
        }
    }

    public Task ShowAsync(CancellationToken stop) => Task.CompletedTask;

    private static bool IsNews(ObservedRun? last, ObservedRun now) => last is null
        || (last.State, last.TrainError, last.TestError) != (now.State, now.TrainError, now.TestError);

    private static string Describe(RunProgress run)
    {
        if (run.Failure is not null)
        {
            return $"FAILED: {run.Failure}";
        }

        string[] parts =
        [
            Invariant($"{run.Seen!.State.ToString().ToLowerInvariant(),-8}"),
            .. run.HasStarted ? [Invariant($"epoch {run.Epoch,3}/{run.TotalEpochs}")] : Array.Empty<string>(),
            .. run.TrainError is { } train ? [Invariant($"train error {train * 100,5:F1} %")] : Array.Empty<string>(),
            .. run.TestError is { } test ? [Invariant($"test error {test * 100,5:F1} %")] : Array.Empty<string>(),
            .. run.ImagesPerSecond > 0 ? [Invariant($"{run.ImagesPerSecond,7:N0} images/s")] : Array.Empty<string>(),
        ];
        return string.Join("  ", parts).TrimEnd();
    }

    private static string? Describe(RunProgress run, WorkerMessage message) => message switch
    {
        WorkerMessage.Started { Note: { } note } => note,
        WorkerMessage.Started { StepsDone: > 0 } started => Invariant($"goes on at step {started.StepsDone} of {started.TotalSteps}"),
        WorkerMessage.Measured { Metric: { Split: Split.Train } metric } => Invariant(
            $"epoch {metric.Epoch,3}/{run.TotalEpochs}  train error {metric.Error * 100,5:F1} %  loss {metric.Loss,6:F3}  {metric.ImagesPerSecond,7:N0} images/s"),
        WorkerMessage.Measured { Metric: { Split: Split.Test } metric } => Invariant($"epoch {metric.Epoch,3}/{run.TotalEpochs}   test error {metric.Error * 100,5:F1} %"),
        WorkerMessage.Finished { Status: RunStatus.Diverged } => "diverged: the loss stopped being a finite number",
        WorkerMessage.Finished finished => Invariant($"finished in {finished.ElapsedSeconds:F0} s"),
        _ => null,
    };

    private void Write(string text)
    {
        var left = progress.Remaining is { } remaining ? $", {Durations.Words(remaining)} left" : "";
        output.WriteLine(Invariant($"[{progress.Ended}/{progress.Runs.Count} runs, {progress.Share * 100:F0} %{left}] {text}"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
