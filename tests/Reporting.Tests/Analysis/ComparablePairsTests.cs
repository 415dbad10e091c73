using Harness.Contracts.Plans;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class ComparablePairsTests
{
    [Fact]
    public void Pairs_follow_from_the_models_of_the_quick_plan() => Assert.Equal(
        [
            "plain-20 - resnet-20",
            "plain-56 - plain-20",
            "plain-56 - resnet-56",
            "resnet-56 - resnet-20",
            "narrow-plain-18 - narrow-resnet-18",
            "narrow-resnet-34 - narrow-resnet-18",
            "narrow-plain-34 - narrow-plain-18",
            "narrow-plain-34 - narrow-resnet-34",
            "narrow-resnet-50 - narrow-resnet-18",
            "narrow-resnet-50 - narrow-resnet-34",
        ],
        Names(SyntheticPlans.Quick()));

    [Fact]
    public void Arms_of_other_recipes_are_not_compared()
    {
        var plan = WithRecipeOf("plain-56", recipe => recipe with { LearningRate = 0.1 });
        Assert.DoesNotContain(Names(plan), name => name.Contains("plain-56", StringComparison.Ordinal));
    }

    [Fact]
    public void Warm_up_alone_does_not_part_two_arms()
    {
        var plan = WithRecipeOf("plain-56", recipe => recipe with { WarmUp = new WarmUp(0.002, 40) });
        Assert.Contains("plain-56 - plain-20", Names(plan));
    }

    private static Plan WithRecipeOf(string arm, Func<Recipe, Recipe> change)
    {
        var plan = SyntheticPlans.Quick();
        return plan with
        {
            Recipes = new Dictionary<string, Recipe>(plan.Recipes) { ["other"] = change(plan.Recipes["gentle"]) },
            Arms = [.. plan.Arms.Select(one => one.Id == arm ? one with { Recipe = "other" } : one)],
        };
    }

    private static List<string> Names(Plan plan) => [.. ComparablePairs.Of(plan).Select(pair => $"{pair.First.Id} - {pair.Second.Id}")];
}
