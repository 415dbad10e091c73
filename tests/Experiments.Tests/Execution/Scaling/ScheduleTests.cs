using FsCheck;
using FsCheck.Xunit;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Scaling;

namespace Harness.Experiments.Tests.Execution.Scaling;

public sealed class ScheduleTests
{
    [Property]
    public void No_schedule_is_shorter_than_the_longest_run_or_an_even_division(PositiveInt[] seconds, PositiveInt machines, PositiveInt workers)
    {
        var (runs, count, each) = (Runs(seconds), Small(machines), Small(workers));
        var bound = Math.Max(runs.Select(run => run.Seconds).DefaultIfEmpty().Max(), runs.Sum(run => run.Seconds) / (count * each));

        Assert.True(Schedule.Queue(runs, count * each) >= bound * (1 - 1e-12));
        Assert.True(Schedule.Shards(runs, count, each) >= bound * (1 - 1e-12));
    }

    // Graham 1966: no worker is idle while a run waits.
    [Property]
    public void A_queue_is_within_the_bound_of_list_scheduling(PositiveInt[] seconds, PositiveInt workers)
    {
        var (runs, count) = (Runs(seconds), Small(workers));
        var bound = (runs.Sum(run => run.Seconds) / count) + ((1 - (1.0 / count)) * runs.Select(run => run.Seconds).DefaultIfEmpty().Max());

        Assert.True(Schedule.Queue(runs, count) <= bound * (1 + 1e-12));
    }

    [Property]
    public void One_worker_takes_the_sum_and_a_worker_a_run_takes_the_longest(PositiveInt[] seconds)
    {
        var runs = Runs(seconds);

        Assert.Equal(runs.Sum(run => run.Seconds), Schedule.Queue(runs, 1), 6);
        Assert.Equal(runs.Sum(run => run.Seconds), Schedule.Shards(runs, 1, 1), 6);
        Assert.Equal(runs.Select(run => run.Seconds).DefaultIfEmpty().Max(), Schedule.Queue(runs, Math.Max(1, runs.Count)), 6);
    }

    [Fact]
    public void A_queue_mends_what_shards_that_were_dealt_out_by_wrong_costs_cannot()
    {
        // By their work, the runs are alike; the first takes four times as long.
        IReadOnlyList<TimedRun> runs = [.. new[] { 4.0, 1, 1, 1, 1 }.Select((seconds, index) => new TimedRun(new RunWork(new RunId($"arm-{index}", 1), 1), seconds, 0))];

        Assert.Equal(4, Schedule.Queue(runs, 2));
        Assert.Equal(6, Schedule.Shards(runs, 2, 1));
    }

    private static int Small(PositiveInt count) => 1 + (count.Get % 7);

    private static List<TimedRun> Runs(PositiveInt[] seconds) =>
        [.. seconds.Select((length, index) => new TimedRun(new RunWork(new RunId($"arm-{index}", 1), length.Get), length.Get, 0))];
}
