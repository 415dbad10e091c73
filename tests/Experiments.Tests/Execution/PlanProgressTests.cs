using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Displays;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Tests.Execution;

public sealed class PlanProgressTests
{
    private readonly ManualTime _clock = new();
    private readonly IReadOnlyList<PlannedRun> _runs =
        [.. PlannedRuns.Of(SyntheticPlan.Tiny(), new string('d', 64), DeviceClass.Cpu).Where(run => run.Id.Arm == "resnet-8")];

    [Fact]
    public void Remaining_time_follows_the_pace_so_far()
    {
        var progress = new PlanProgress(_runs, _clock);
        progress.Apply(_runs[0].Id, new WorkerMessage.Started(0, 10, 2, null));
        Assert.Null(progress.Remaining);
        _clock.Advance(TimeSpan.FromSeconds(30));
        progress.Apply(_runs[0].Id, new WorkerMessage.Progress(5, 1, 100));
        // A quarter of two equal runs took 30 s.
        Assert.Equal(0.25, progress.Share, 6);
        Assert.Equal(90, progress.Remaining!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void Steps_from_before_an_interruption_do_not_count_as_pace()
    {
        var progress = new PlanProgress(_runs, _clock);
        progress.Apply(_runs[0].Id, new WorkerMessage.Started(5, 10, 2, null));
        _clock.Advance(TimeSpan.FromSeconds(30));
        progress.Apply(_runs[0].Id, new WorkerMessage.Progress(10, 2, 100));
        Assert.Equal(60, progress.Remaining!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void A_watcher_s_first_look_tells_the_remaining_time_from_the_times_in_the_files()
    {
        var progress = Watched();
        // One of two equal runs is at a third and took 20 s for it: 40 s are left of it, and 60 s for the other, one after the other.
        progress.Apply(_runs[0].Id, Seen(ObservedState.Running, 3) with { TimedShare = 1 / 3.0, TimedSeconds = 20 });
        progress.Apply(_runs[1].Id, Seen(ObservedState.Waiting, 0));
        Assert.Equal(100, progress.Remaining!.Value.TotalSeconds, 6);

        // Side by side the longer one decides.
        progress.Apply(_runs[1].Id, Seen(ObservedState.Running, 0));
        Assert.Equal(60, progress.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void A_watcher_does_not_guess_where_nothing_was_timed_or_nothing_runs()
    {
        var progress = Watched();
        progress.Apply(_runs[0].Id, Seen(ObservedState.Running, 0));
        Assert.Null(progress.Remaining);
        progress.Apply(_runs[0].Id, Seen(ObservedState.Stopped, 3) with { TimedShare = 1 / 3.0, TimedSeconds = 20 });
        Assert.Null(progress.Remaining);
    }

    [Fact]
    public void A_watcher_s_log_has_a_line_a_run_and_then_one_for_each_change()
    {
        var output = new StringWriter();
        var display = new LogDisplay(Watched(), output);
        var look = _runs.ToDictionary(run => run.Id, _ => Seen(ObservedState.Waiting, 0));
        display.Observed(look);
        look[_runs[0].Id] = Seen(ObservedState.Running, 3) with { Epoch = 1, TrainError = 0.875, ImagesPerSecond = 1234 };
        display.Observed(look);
        look[_runs[0].Id] = look[_runs[0].Id] with { StepsDone = 4 };
        display.Observed(look);

        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("waiting", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("running   epoch   1/3  train error  87.5 %    1,234 images/s", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_has_one_line_an_epoch_and_none_for_steps()
    {
        var output = new StringWriter();
        var display = new LogDisplay(new PlanProgress(_runs, _clock), output);
        display.Heard(_runs[0].Id, new WorkerMessage.Started(0, 10, 2, null));
        display.Heard(_runs[0].Id, new WorkerMessage.Progress(5, 1, 100));
        Assert.Empty(output.ToString());
        var metric = new MetricRecord { Epoch = 1, Step = 5, Split = Split.Train, Loss = 2.25, Error = 0.875, LearningRate = 0.1, ImagesPerSecond = 1234, ElapsedSeconds = 3 };
        display.Heard(_runs[0].Id, new WorkerMessage.Measured(metric));
        Assert.Contains("epoch   1/2  train error  87.5 %  loss  2.250    1,234 images/s", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_survive_the_pipe_and_other_lines_are_no_messages()
    {
        WorkerMessage message = new WorkerMessage.Finished(RunStatus.Diverged, null, 12.5);
        Assert.Equal(message, WorkerMessage.FromLine(message.ToLine()));
        Assert.Null(WorkerMessage.FromLine("OMP: Warning"));
        Assert.Null(WorkerMessage.FromLine("{ \"kind\": \"unknown\" }"));
        Assert.Null(WorkerMessage.FromLine("{ broken"));
    }

    private static ObservedRun Seen(ObservedState state, int steps) => new(state, steps, 9, 0, 3, null, null, 0, 0, 0, null);

    private PlanProgress Watched() => new(_runs, _clock) { IsWatched = true };
}
