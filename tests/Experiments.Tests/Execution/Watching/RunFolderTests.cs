using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Watching;
using Harness.Experiments.Training;

namespace Harness.Experiments.Tests.Execution.Watching;

/// <summary>A run folder in each state, and what a watcher is told. The recipe has 3 epochs of 3 steps: 40 images in batches of 16.</summary>
public sealed class RunFolderTests : IDisposable
{
    private static readonly RunIdentity Identity = PlannedRuns.Of(SyntheticPlan.Tiny(), new string('d', 64), DeviceClass.Cpu)[0].Identity;

    private readonly ManualTime _clock = new();
    private readonly RunLayout _run = new(Directory.CreateTempSubdirectory("harness-").FullName);
    private readonly RunFolder _folder;
    private readonly ProgressFile _worker;

    public RunFolderTests()
    {
        _folder = new RunFolder(_run, SyntheticPlan.Recipe, SyntheticPlan.Tiny().Dataset.TrainingImages, _clock);
        _worker = new ProgressFile(_run, TextWriter.Null, _clock);
    }

    public void Dispose() => Directory.Delete(_run.Folder, recursive: true);

    [Fact]
    public void A_run_without_files_is_waiting_and_looking_makes_none()
    {
        var seen = _folder.Observe();
        Assert.Equal(new ObservedRun(ObservedState.Waiting, 0, 9, 0, 3, null, null, 0, 0, 0, null), seen);
        Assert.Empty(Directory.GetFileSystemEntries(_run.Folder));
    }

    [Fact]
    public void A_worker_s_last_word_counts_until_it_is_a_minute_old()
    {
        Start();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _worker.Heard(new WorkerMessage.Progress(2, 1, 8));
        var seen = _folder.Observe();
        Assert.Equal((ObservedState.Running, 2, 1, 8.0), (seen.State, seen.StepsDone, seen.Epoch, seen.ImagesPerSecond));
        // Two steps of 16 images at 8 images a second: the pace while no epoch has been timed.
        Assert.Equal((2 / 9.0, 4.0), (seen.TimedShare, seen.TimedSeconds));

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(ObservedState.Running, _folder.Observe().State);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ObservedState.Stopped, _folder.Observe().State);
    }

    [Fact]
    public void A_last_word_from_the_future_is_no_sign_of_life()
    {
        Start();
        _clock.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(ObservedState.Stopped, _folder.Observe().State);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        Assert.Equal(ObservedState.Running, _folder.Observe().State);
    }

    [Fact]
    public void A_silent_worker_that_holds_its_lock_is_running()
    {
        Start();
        _clock.Advance(TimeSpan.FromHours(1));
        using (FolderLock.Take(_run.Lock, "held"))
        {
            Assert.Equal(ObservedState.Running, _folder.Observe().State);
        }

        Assert.Equal(ObservedState.Stopped, _folder.Observe().State);
    }

    [Fact]
    public void A_worker_that_saved_and_ended_is_stopped_at_once_and_keeps_its_place()
    {
        Start();
        _worker.Heard(new WorkerMessage.Progress(2, 1, 8));
        _worker.Stopped();
        Assert.Equal((ObservedState.Stopped, 2), (_folder.Observe().State, _folder.Observe().StepsDone));
    }

    [Fact]
    public void Errors_and_times_come_from_the_metrics()
    {
        Start();
        using var log = new RecordLog<MetricRecord>(_run.Metrics, LogMark.Start, HarnessJson.Compact.MetricRecord);
        log.Append(Metric(1, Split.Train, 0.75, 10));
        log.Append(Metric(1, Split.Test, 0.875, 12));
        var seen = _folder.Observe();
        Assert.Equal((3, 1, 0.75, 0.875, 100.0), (seen.StepsDone, seen.Epoch, seen.TrainError, seen.TestError, seen.ImagesPerSecond));
        Assert.Equal((3 / 9.0, 12.0), (seen.TimedShare, seen.TimedSeconds));
    }

    [Fact]
    public void A_half_written_line_leaves_the_last_look_standing()
    {
        Start();
        var seen = _folder.Observe();
        File.WriteAllText(_run.Metrics, "{\"epoch\":1,\"st");
        Assert.Equal(seen, _folder.Observe());
    }

    [Fact]
    public void A_run_that_was_given_up_has_failed_until_a_worker_is_at_it_again()
    {
        Start();
        var failure = new FailureRecord { Schema = FailureRecord.SchemaName, Run = Identity.Run, Attempts = 3, ExitCode = 139, Message = "It crashed." };
        RecordFile.Write(_run.Failure, failure, HarnessJson.Default.FailureRecord);
        File.SetLastWriteTimeUtc(_run.Progress, File.GetLastWriteTimeUtc(_run.Failure).AddSeconds(-1));
        Assert.Equal((ObservedState.Failed, "It crashed."), (_folder.Observe().State, _folder.Observe().Failure));
        using var held = FolderLock.Take(_run.Lock, "held");
        Assert.Equal((ObservedState.Running, null), (_folder.Observe().State, _folder.Observe().Failure));
    }

    [Theory]
    [InlineData(RunStatus.Completed, nameof(ObservedState.Finished))]
    [InlineData(RunStatus.Diverged, nameof(ObservedState.Diverged))]
    public void A_manifest_ends_the_run_whatever_else_lies_there(RunStatus status, string state)
    {
        Start();
        RecordFile.Write(_run.Manifest, SyntheticManifest.Of(Identity) with { Status = status, StepsDone = 9, ElapsedSeconds = 30 }, HarnessJson.Default.RunManifest);
        var seen = _folder.Observe();
        Assert.Equal((state, 9, true), (seen.State.ToString(), seen.StepsDone, seen.HasEnded));
    }

    [Fact]
    public void A_worker_writes_at_most_every_two_seconds_and_removes_the_file_when_it_is_finished()
    {
        Start();
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        _worker.Heard(new WorkerMessage.Progress(2, 1, 8));
        Assert.Equal(0, _folder.Observe().StepsDone);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        _worker.Heard(new WorkerMessage.Progress(3, 1, 8));
        Assert.Equal(3, _folder.Observe().StepsDone);
        _worker.Heard(new WorkerMessage.Finished(RunStatus.Completed, null, 1));
        Assert.False(File.Exists(_run.Progress));
    }

    [Fact]
    public void A_progress_that_cannot_be_written_is_one_warning_and_the_run_goes_on()
    {
        Directory.CreateDirectory(_run.Progress);
        var error = new StringWriter();
        var worker = new ProgressFile(_run, error, _clock);
        worker.Heard(new WorkerMessage.Started(0, 9, 3, null));
        worker.Stopped();
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("The run goes on", error.ToString(), StringComparison.Ordinal);
    }

    private void Start() => _worker.Heard(new WorkerMessage.Started(0, 9, 3, null));

    private static MetricRecord Metric(int epoch, Split split, double error, double seconds) =>
        new() { Epoch = epoch, Step = 3 * epoch, Split = split, Loss = 1, Error = error, LearningRate = 0.1, ImagesPerSecond = 100, ElapsedSeconds = seconds };
}
