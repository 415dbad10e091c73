using Harness.Contracts;
using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Tests.Execution.Selection;

public sealed class SeedListTests
{
    [Theory]
    [InlineData("3", new[] { 3 })]
    [InlineData("0-2", new[] { 0, 1, 2 })]
    [InlineData("5,1", new[] { 5, 1 })]
    [InlineData("1-3,7", new[] { 1, 2, 3, 7 })]
    [InlineData("4-4", new[] { 4 })]
    public void Numbers_and_ranges_are_read_in_their_order(string text, int[] seeds) => Assert.Equal(seeds, SeedList.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1,")]
    [InlineData("-1")]
    [InlineData("3-1")]
    [InlineData("1-2-3")]
    [InlineData("1 2")]
    [InlineData("99999999999")]
    [InlineData("0-2000000000")]
    public void Anything_else_is_refused_with_the_form(string text) =>
        Assert.Contains("is no list of seeds. Expected", Assert.Throws<HarnessException>(() => SeedList.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1,2,1", "names a seed twice")]
    [InlineData("1-9000,10000-19000", "names more than 10000 seeds")]
    public void A_list_that_makes_no_plan_is_refused(string text, string fault) =>
        Assert.Contains(fault, Assert.Throws<HarnessException>(() => SeedList.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void They_replace_the_plans_and_the_arms_own_and_nothing_else()
    {
        var plan = SyntheticPlan.Tiny();
        plan = plan with { Arms = [plan.Arms[0] with { Seeds = [9] }, plan.Arms[1]] };

        var other = SeedList.Apply(plan, "4-5");

        Assert.Equal(["resnet-8/seed-4", "resnet-8/seed-5", "plain-8/seed-4", "plain-8/seed-5"], other.Expand().Select(run => run.ToString()));
        Assert.Equal(plan.Name, other.Name);
        Assert.Same(plan, SeedList.Apply(plan, null));
    }
}
