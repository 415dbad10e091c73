using FsCheck;
using FsCheck.Xunit;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Tests.Execution.Selection;

public sealed class PlanShardsTests
{
    [Property]
    public void Every_run_is_in_exactly_one_shard_and_shards_keep_the_plans_order(PositiveInt[] costs, PositiveInt count)
    {
        var runs = Runs(costs.Select(cost => cost.Get));
        var shards = PlanShards.Deal(runs, Count(count));

        Assert.Equal(Count(count), shards.Count);
        Assert.Equal(runs.Select(run => run.Id).Order(ByName), shards.SelectMany(shard => shard).Select(run => run.Id).Order(ByName));
        Assert.All(shards, shard => Assert.Equal(runs.Where(shard.Contains), shard));
    }

    // A list schedule's bound (Graham 1966): total / N + (1 - 1 / N) of the largest.
    [Property]
    public void The_fullest_shard_is_within_the_bound_of_list_scheduling(PositiveInt[] costs, PositiveInt count)
    {
        var runs = Runs(costs.Select(cost => cost.Get));
        var shards = PlanShards.Deal(runs, Count(count));
        var bound = (runs.Sum(run => run.Work) / Count(count)) + ((1 - (1.0 / Count(count))) * runs.Select(run => run.Work).DefaultIfEmpty().Max());

        Assert.All(shards, shard => Assert.True(shard.Sum(run => run.Work) <= bound * (1 + 1e-12)));
    }

    [Fact]
    public void Costs_are_balanced_and_not_numbers_of_runs()
    {
        var shards = PlanShards.Deal(Runs([6, 1, 1, 2, 2]), 2);

        Assert.Equal([6.0, 6.0], shards.Select(shard => shard.Sum(run => run.Work)));
        Assert.Equal([1, 4], shards.Select(shard => shard.Count));
    }

    [Fact]
    public void More_shards_than_runs_leave_the_last_ones_empty() =>
        Assert.Equal([1, 1, 0], PlanShards.Deal(Runs([1, 1]), 3).Select(shard => shard.Count));

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1")]
    [InlineData("1/0")]
    [InlineData("-1/4")]
    [InlineData("1/2/3")]
    [InlineData(" 1/2")]
    [InlineData("")]
    public void What_is_no_shard_is_refused_with_the_form(string text) =>
        Assert.Contains("Expected I/N with I from 1 to N", Assert.Throws<HarnessException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_shard_is_written_as_it_is_read() => Assert.Equal("3/12", Shard.Parse("3/12").ToString());

    private static readonly Comparer<RunId> ByName = Comparer<RunId>.Create((left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));

    private static int Count(PositiveInt count) => 1 + (count.Get % 12);

    private static List<RunWork> Runs(IEnumerable<int> costs) => [.. costs.Select((cost, index) => new RunWork(new RunId($"arm-{index}", 1), cost))];
}
