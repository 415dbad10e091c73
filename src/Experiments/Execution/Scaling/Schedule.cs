using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Execution.Scaling;

/// <summary>When a plan is done on several machines.</summary>
internal static class Schedule
{
    /// <summary>
    /// One queue for all machines, the costliest run first; a worker that is free takes the next: a job array, or one coordinator. Costs are what a scheduler knows
    /// beforehand, multiply-accumulates; times are what passes.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="workers">Of all machines together, at least 1.</param>
    /// <returns>Seconds until the last run is done.</returns>
    public static double Queue(IEnumerable<TimedRun> runs, int workers)
    {
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, workers).Select(worker => (worker, 0.0)));
        var end = 0.0;
        foreach (var run in runs.OrderByDescending(run => run.Run.Work))
        {
            free.TryDequeue(out var worker, out var since);
            free.Enqueue(worker, since + run.Seconds);
            end = Math.Max(end, since + run.Seconds);
        }

        return end;
    }

    /// <summary>A shard a machine, dealt out beforehand: the jobs of a matrix.</summary>
    /// <param name="runs">All runs of the plan, in its order.</param>
    /// <param name="machines">And shards, at least 1.</param>
    /// <param name="workers">On each machine.</param>
    /// <returns>Seconds until the last shard is done.</returns>
    public static double Shards(IReadOnlyList<TimedRun> runs, int machines, int workers)
    {
        var timed = runs.ToDictionary(run => run.Run.Id);
        return PlanShards.Deal([.. runs.Select(run => run.Run)], machines).Max(shard => Queue(shard.Select(run => timed[run.Id]), workers));
    }
}
