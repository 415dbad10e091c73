using Harness.Contracts.Plans;

namespace Harness.Experiments.Execution.Selection;

/// <summary>
/// Deals a plan's runs out to shards so that each has about the same work. Depends on the plan alone, so that machines which never speak to each
/// other agree on it.
/// </summary>
/// <remarks>
/// Longest processing time first: each run, from the costliest to the cheapest, goes to the shard that has least so far. The fullest shard then has at
/// most 4/3 − 1/(3N) times the work that the best division would give it (Graham, SIAM J. Appl. Math. 17, 1969, theorem 2).
/// </remarks>
internal static class PlanShards
{
    /// <param name="runs">All runs of the plan, in its order.</param>
    /// <param name="count">Number of shards, at least 1; with more shards than runs, the last ones are empty.</param>
    /// <returns>The runs of each shard, in the plan's order.</returns>
    public static IReadOnlyList<IReadOnlyList<RunWork>> Deal(IReadOnlyList<RunWork> runs, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var place = runs.Select((run, index) => (run.Id, index)).ToDictionary(entry => entry.Id, entry => entry.index);
        var shards = Enumerable.Range(0, count).Select(_ => new List<RunWork>()).ToList();
        var loads = new PriorityQueue<int, (double Work, int Shard)>(Enumerable.Range(0, count).Select(shard => (shard, (0.0, shard))));
        // Stable: runs of equal work keep the plan's order.
        foreach (var run in runs.OrderByDescending(run => run.Work))
        {
            loads.TryDequeue(out var shard, out var load);
            shards[shard].Add(run);
            loads.Enqueue(shard, (load.Work + run.Work, shard));
        }

        return [.. shards.Select(shard => (IReadOnlyList<RunWork>)[.. shard.OrderBy(run => place[run.Id])])];
    }

    /// <summary>The runs of one shard.</summary>
    public static IReadOnlySet<RunId> Of(Plan plan, Shard shard) =>
        Deal(PlannedRuns.WorkOf(plan), shard.Count)[shard.Number - 1].Select(run => run.Id).ToHashSet();
}
