using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Tests.Execution.Selection;

public sealed class RunSelectionTests
{
    private static readonly Plan Plan = SyntheticPlan.Tiny();

    [Fact]
    public void Nothing_asked_for_is_the_whole_plan()
    {
        Assert.True(RunSelection.All.IsWhole);
        Assert.Equal(Plan.Expand(), RunSelection.All.Of(Plan));
    }

    [Fact]
    public void The_shards_of_a_plan_hold_each_run_once()
    {
        var shards = Enumerable.Range(1, 3).SelectMany(number => new RunSelection([], new Shard(number, 3)).Of(Plan));

        Assert.Equal(Plan.Expand().Select(run => run.ToString()).Order(StringComparer.Ordinal), shards.Select(run => run.ToString()).Order(StringComparer.Ordinal));
        Assert.Empty(new RunSelection([], new Shard(9, 9)).Of(Plan));
    }

    [Fact]
    public void Named_runs_come_in_the_plans_order() => Assert.Equal(
        ["resnet-8/seed-2", "plain-8/seed-1"],
        new RunSelection([RunId.Parse("plain-8/seed-1"), RunId.Parse("resnet-8/seed-2")], Shard: null).Of(Plan).Select(run => run.ToString()));

    [Fact]
    public void A_run_of_another_plan_is_refused_with_the_plans_runs() => Assert.Contains(
        "has no run vgg-16/seed-1. Its runs: resnet-8/seed-1, ",
        Assert.Throws<HarnessException>(() => new RunSelection([RunId.Parse("vgg-16/seed-1")], Shard: null).Of(Plan)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_run_of_another_shard_is_refused()
    {
        var second = new RunSelection([], new Shard(2, 2)).Of(Plan)[0];

        Assert.Contains($"{second} is not in shard 1/2", Assert.Throws<HarnessException>(() => new RunSelection([second], new Shard(1, 2)).Of(Plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listing_leaves_empty_shards_out_and_is_one_line_for_a_matrix()
    {
        var listing = new ShardListing(PlannedRuns.WorkOf(SeedList.Apply(Plan, "1")), 3);

        Assert.Equal(
            """{"include":[{"shard":"1/3","runs":"resnet-8/seed-1","work_percent":50},{"shard":"2/3","runs":"plain-8/seed-1","work_percent":50}]}""" + "\n",
            listing.Text(ShardFormat.Github));
        Assert.Equal(
            """
            shard    work  runs
            -----  ------  ---------------
              1/3  50.0 %  resnet-8/seed-1
              2/3  50.0 %  plain-8/seed-1

            """,
            listing.Text(ShardFormat.Text));
    }
}
