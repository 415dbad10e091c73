using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Displays;

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
}
