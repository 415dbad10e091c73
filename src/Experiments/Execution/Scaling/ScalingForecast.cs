using System.Globalization;
using System.Text;
using Harness.Contracts.Consoles;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution.Displays;

namespace Harness.Experiments.Execution.Scaling;

/// <summary>Tells how long a plan would take on several machines like one that was measured.</summary>
internal sealed class ScalingForecast(Plan plan, StepCosts costs, StorageSpeed storage)
{
    private readonly IReadOnlyList<TimedRun> _runs = TimedRun.Of(plan, costs, storage);

    private double Longest => _runs.Max(run => run.Seconds);

    /// <summary>The smallest number of machines with which a queue takes at most a hundredth longer than the longest run alone.</summary>
    public int Enough => Enumerable.Range(1, _runs.Count).First(machines => Schedule.Queue(_runs, machines * costs.Workers) <= 1.01 * Longest);

    /// <param name="machines">The numbers of machines that are asked for.</param>
    public string Text(IReadOnlyList<int> machines)
    {
        var text = new StringBuilder();
        var longest = _runs.MaxBy(run => run.Seconds)!;
        text.Append(Invariant($"{plan.Name} on machines like this: {costs.Machine.Accelerator ?? costs.Machine.Processor}, {costs.Workers} {(costs.Workers == 1 ? "worker" : "workers")} each, {costs.Precision.ToString().ToLowerInvariant()}.\n"));
        text.Append(Invariant($"  step times     measured: {string.Join(", ", costs.Measured)}{Scaled()}\n"));
        text.Append(Invariant($"  checkpoints    every {storage.Interval.TotalSeconds:0} s, {Megabytes(_runs.Min(run => run.CheckpointBytes))} to {Megabytes(_runs.Max(run => run.CheckpointBytes))}, at {Megabytes(storage.BytesPerSecond)} a second (measured in the results folder)\n"));
        text.Append(Invariant($"  all {_runs.Count} runs    {Durations.Words(Seconds(_runs.Sum(run => run.Seconds)))} of one worker\n"));
        text.Append(Invariant($"  longest run    {Durations.Words(Seconds(longest.Seconds))} ({longest.Run.Id}): no number of machines is faster\n\n"));
        text.Append(Table(machines));
        text.Append(Invariant($"\nIn a queue, {Enough} {(Enough == 1 ? "machine is" : "machines are")} enough: with more, the longest run is all that is waited for.\n"));
        text.Append(Invariant($"A killed worker costs {Durations.Words(Seconds((storage.Interval.TotalSeconds / 2) + TimedRun.StartSeconds))} on average: half the time between checkpoints, and a start.\n"));
        text.Append("Waiting for machines, their building and fetching, and what runs beside are not known.\n");
        return text.ToString();
    }

    private string Table(IReadOnlyList<int> machines)
    {
        var table = new TextTable("machines", "queue", "speed-up", "efficiency", "shards", "speed-up", "efficiency", "storage used");
        var (queueOfOne, shardsOfOne) = (Schedule.Queue(_runs, costs.Workers), Schedule.Shards(_runs, 1, costs.Workers));
        foreach (var count in machines)
        {
            var (queue, shards) = (Schedule.Queue(_runs, count * costs.Workers), Schedule.Shards(_runs, count, costs.Workers));
            table.Add(
                Invariant($"{count}"),
                Durations.Words(Seconds(queue)),
                Invariant($"{queueOfOne / queue:F1}"),
                Invariant($"{100 * queueOfOne / queue / count:F0} %"),
                Durations.Words(Seconds(shards)),
                Invariant($"{shardsOfOne / shards:F1}"),
                Invariant($"{100 * shardsOfOne / shards / count:F0} %"),
                Invariant($"{100 * StorageUse(count):0.##} %"));
        }

        return table.ToString();
    }

    /// <summary>Share of the storage's time that checkpoints take, while all workers train, weighted by how long each run takes; above 1, the storage is what all wait for.</summary>
    private double StorageUse(int machines)
    {
        var bytes = _runs.Sum(run => run.CheckpointBytes * run.Seconds) / _runs.Sum(run => run.Seconds);
        return Math.Min(machines * costs.Workers, _runs.Count) * bytes / storage.Interval.TotalSeconds / storage.BytesPerSecond;
    }

    private string Scaled()
    {
        var scaled = plan.Arms.Where(arm => !costs.IsMeasured(arm.Model)).Select(arm => arm.Id).ToList();
        return scaled.Count == 0 ? "" : $"; scaled by multiply-accumulates within the family: {string.Join(", ", scaled)}";
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static string Megabytes(double bytes) => Invariant($"{bytes / 1e6:0.#} MB");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
