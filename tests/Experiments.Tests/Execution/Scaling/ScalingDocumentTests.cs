using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Displays;
using Harness.Experiments.Execution.Scaling;

namespace Harness.Experiments.Tests.Execution.Scaling;

/// <summary>Holds the tables of docs/scaling.md to what they say they are computed from.</summary>
public sealed class ScalingDocumentTests
{
    private static readonly int[] Machines = [1, 4, 16, 64];
    private static readonly string Document = Repository.Read("docs", "scaling.md");

    [Theory]
    [InlineData("quick")]
    [InlineData("full")]
    public void Times_on_machines_like_the_measured_one_are_those_of_the_simulation(string name)
    {
        var (plan, costs) = Measured(name);
        var runs = TimedRun.Of(plan, costs, new StorageSpeed(double.PositiveInfinity, TimeSpan.FromMinutes(1)));
        foreach (var machines in Machines)
        {
            var (queue, shards) = (Schedule.Queue(runs, machines * costs.Workers), Schedule.Shards(runs, machines, costs.Workers));
            var one = Schedule.Queue(runs, costs.Workers);
            RequireRow(name, machines, Words(queue), SpeedUp(one, queue), Words(shards), SpeedUp(one, shards));
        }
    }

    [Theory]
    [InlineData("measured on a CPU")]
    [InlineData("multiply-accumulates")]
    [InlineData("layers")]
    public void Speed_ups_that_need_no_time_of_a_GPU_follow_from_relative_costs(string relative)
    {
        var runs = Relative(relative);
        string[] speedUps = [.. Machines.Select(machines => SpeedUp(Schedule.Queue(runs, 1), Schedule.Queue(runs, machines)))];
        var enough = Enumerable.Range(1, runs.Count).First(machines => Schedule.Queue(runs, machines) <= 1.01 * runs.Max(run => run.Seconds));
        RequireRow([relative, .. speedUps, $"{enough}", runs.MaxBy(run => run.Seconds)!.Run.Id.Arm]);
    }

    /// <summary>Runs of the plan full whose times are right up to a common factor.</summary>
    private static IReadOnlyList<TimedRun> Relative(string relative)
    {
        var (plan, costs) = Measured("full");
        double Cost(RunWork run)
        {
            var arm = plan.ArmOf(run.Id);
            return relative switch
            {
                "multiply-accumulates" => run.Work,
                // A large GPU and small networks: each layer's kernels take the time of their start, whatever they compute.
                "layers" => (double)plan.RecipeOf(arm).TotalSteps(plan.Dataset.TrainingImages) * arm.Model.Depth,
                _ => run.Work * costs.SecondsPerMac(arm.Model),
            };
        }

        return [.. PlannedRuns.WorkOf(plan).Select(run => new TimedRun(run, Cost(run), 0))];
    }

    private static (Plan Plan, StepCosts Costs) Measured(string name)
    {
        var plan = PlanCatalogue.Find(name, DeviceClass.Cpu) with { Precision = Precision.Bfloat16 };
        var record = RecordFile.Read(new ResultsLayout(Repository.PathOf("results"), "quick").Benchmark, HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName);
        return (plan, StepCosts.From(record, "benchmark.json", plan, workers: null));
    }

    private static void RequireRow(string name, int machines, params string[] cells) => RequireRow([name, $"{machines}", .. cells]);

    private static void RequireRow(params string[] cells)
    {
        var row = $"| {string.Join(" | ", cells)} |";
        Assert.True(Document.Contains(row, StringComparison.Ordinal), $"docs/scaling.md has no row {row}");
    }

    private static string Words(double seconds) => Durations.Words(TimeSpan.FromSeconds(seconds));

    private static string SpeedUp(double one, double many) => string.Create(CultureInfo.InvariantCulture, $"{one / many:F1}");
}
