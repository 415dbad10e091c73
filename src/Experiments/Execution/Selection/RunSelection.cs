using Harness.Contracts;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Execution.Selection;

/// <summary>Which runs of a plan a call is about: all of them, the ones it names, one shard's, or the named ones of a shard.</summary>
/// <param name="Named">Empty if none was named, which means all.</param>
/// <param name="Shard">Null for the whole plan.</param>
internal sealed record RunSelection(IReadOnlyList<RunId> Named, Shard? Shard)
{
    public static RunSelection All { get; } = new([], null);

    /// <summary>Nothing was asked for but the plan itself.</summary>
    public bool IsWhole => Named.Count == 0 && Shard is null;

    /// <summary>The chosen runs, in the plan's order; empty for a shard beyond the plan's number of runs.</summary>
    /// <exception cref="HarnessException">A named run is not the plan's or not the shard's.</exception>
    public IReadOnlyList<RunId> Of(Plan plan)
    {
        var all = plan.Expand();
        foreach (var run in Named.Where(run => !all.Contains(run)))
        {
            throw new HarnessException($"The plan '{plan.Name}' has no run {run}. Its runs: {string.Join(", ", all)}.");
        }

        var within = Shard is { } shard ? PlanShards.Of(plan, shard) : all.ToHashSet();
        foreach (var run in Named.Where(run => !within.Contains(run)))
        {
            throw new HarnessException($"{run} is not in shard {Shard} of '{plan.Name}', which holds {string.Join(", ", within)}.");
        }

        return [.. all.Where(run => within.Contains(run) && (Named.Count == 0 || Named.Contains(run)))];
    }
}
