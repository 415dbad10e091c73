using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution.Watching;

/// <summary>Reads how far a run is from its folder, while another process, here or on another machine, works in it. Writes nothing.</summary>
/// <param name="run">The run's folder.</param>
/// <param name="recipe">How the run is trained.</param>
/// <param name="trainingImages">Images in an epoch.</param>
/// <param name="clock">Tells how old the run's last word is.</param>
internal sealed class RunFolder(RunLayout run, Recipe recipe, int trainingImages, TimeProvider clock)
{
    /// <summary>A worker that has said nothing for so long, and is not seen to hold its lock, is gone.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>The last look that could be read.</summary>
    private ObservedRun? _seen;

    /// <exception cref="HarnessException">The folder's very first look cannot be read.</exception>
    public ObservedRun Observe()
    {
        // A finished run changes no more, except that it may be moved aside.
        if (_seen is { State: ObservedState.Finished or ObservedState.Diverged } && File.Exists(run.Manifest))
        {
            return _seen;
        }

        try
        {
            return _seen = Look();
        }
        catch (Exception fault) when (fault is HarnessException or IOException or UnauthorizedAccessException)
        {
            // A line that is half written, or a file that was there a moment ago: the next look tells.
            return _seen ?? throw new HarnessException($"Cannot read {run.Folder} ({fault.Message}).", fault);
        }
    }

    private ObservedRun Look()
    {
        var manifest = ReadIfThere(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        var progress = manifest is null ? ReadIfThere(run.Progress, HarnessJson.Default.ProgressRecord, ProgressRecord.SchemaName) : null;
        var failure = manifest is null ? ReadIfThere(run.Failure, HarnessJson.Default.FailureRecord, FailureRecord.SchemaName) : null;
        var history = File.Exists(run.Metrics) ? MetricsHistory.Read(run.Metrics) : new MetricsHistory();
        var state = manifest is { Status: RunStatus.Completed } ? ObservedState.Finished
            : manifest is { Status: RunStatus.Diverged } ? ObservedState.Diverged
            : FolderLock.IsHeld(run.Lock) || IsFresh(progress, failure) ? ObservedState.Running
            : failure is not null ? ObservedState.Failed
            : progress is not null || history.Records.Count > 0 || File.Exists(run.Checkpoint) ? ObservedState.Stopped
            : ObservedState.Waiting;

        var train = history.Of(Split.Train).LastOrDefault();
        var total = recipe.TotalSteps(trainingImages);
        var steps = Math.Min(total, Math.Max(progress?.StepsDone ?? 0, manifest?.StepsDone ?? train?.Step ?? 0));
        var (share, seconds) = Timed(manifest, history, progress, total);
        return new ObservedRun(
            state,
            steps,
            total,
            Math.Max(progress?.Epoch ?? 0, train?.Epoch ?? 0),
            recipe.TotalEpochs(trainingImages),
            train?.Error,
            history.Of(Split.Test).LastOrDefault()?.Error,
            progress is { ImagesPerSecond: > 0 } ? progress.ImagesPerSecond : train?.ImagesPerSecond ?? 0,
            share,
            seconds,
            state == ObservedState.Failed ? failure?.Message : null);
    }

    private bool IsFresh(ProgressRecord? progress, FailureRecord? failure) => progress is { IsStopped: false }
        // A time in the future is no sign of life either: a clock was set back since.
        && (clock.GetUtcNow() - DateTimeOffset.UnixEpoch - TimeSpan.FromSeconds(progress.Time)).Duration() < Silence
        // A worker that crashed leaves its progress behind; the coordinator gave it up afterwards. Both times are the file system's.
        && (failure is null || File.GetLastWriteTimeUtc(run.Progress) > File.GetLastWriteTimeUtc(run.Failure));

    /// <summary>What the records tell of the run's pace; before the first epoch's end its rate in training stands for it.</summary>
    private (double Share, double Seconds) Timed(RunManifest? manifest, MetricsHistory history, ProgressRecord? progress, int total) =>
        manifest is { Status: RunStatus.Completed } ? (1, manifest.ElapsedSeconds)
        : history.Records is [.., var last] ? ((double)last.Step / total, last.ElapsedSeconds)
        : progress is { StepsDone: > 0, ImagesPerSecond: > 0 } ? ((double)progress.StepsDone / total, progress.StepsDone * recipe.BatchSize / progress.ImagesPerSecond)
        : (0, 0);

    private static T? ReadIfThere<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string schema)
        where T : class, IRecord => File.Exists(path) ? RecordFile.Read(path, type, schema) : null;
}
