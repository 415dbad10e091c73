using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Tests.Plans;

public sealed class RecipeTests
{
    private const int WholeSet = 50_000;

    private static readonly Recipe Seed = SyntheticRecipes.Of(epochs: 100, milestones: [60, 80]);

    private static readonly Recipe Paper = SyntheticRecipes.Of(iterations: 64_000, milestones: [32_000, 48_000]);

    // 391 steps an epoch: ceil(50,000 / 128). PyTorch's MultiStepLR with milestones [60, 80] and gamma 0.1 gives these rates.
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData((60 * 391) - 1, 0.1)]
    [InlineData(60 * 391, 0.01)]
    [InlineData((80 * 391) - 1, 0.01)]
    [InlineData(80 * 391, 0.001)]
    [InlineData((100 * 391) - 1, 0.001)]
    public void Rate_drops_tenfold_at_each_milestone_in_epochs(int step, double expected) =>
        Assert.Equal(expected, Seed.LearningRateAt(step, WholeSet), 12);

    // He et al. section 4.2: divided by 10 at 32k and 48k iterations, terminated at 64k.
    [Theory]
    [InlineData(31_999, 0.1)]
    [InlineData(32_000, 0.01)]
    [InlineData(48_000, 0.001)]
    [InlineData(63_999, 0.001)]
    public void Rate_drops_tenfold_at_each_milestone_in_iterations(int step, double expected) =>
        Assert.Equal(expected, Paper.LearningRateAt(step, WholeSet), 12);

    [Fact]
    public void Warm_up_holds_its_own_rate_and_then_gives_way()
    {
        var recipe = Paper with { WarmUp = new WarmUp(0.01, 400) };
        Assert.Equal(0.01, recipe.LearningRateAt(399, WholeSet));
        Assert.Equal(0.1, recipe.LearningRateAt(400, WholeSet));
    }

    [Fact]
    public void The_papers_64000_iterations_are_163_whole_epochs_and_a_part()
    {
        Assert.Equal(391, Paper.StepsPerEpoch(WholeSet));
        Assert.Equal(64_000, Paper.TotalSteps(WholeSet));
        Assert.Equal(164, Paper.TotalEpochs(WholeSet));
    }

    [Property]
    public Property The_rate_never_rises_after_the_warm_up() => Prop.ForAll(
        Gen.Choose(0, 64_000).Two().ToArbitrary(),
        pair => Paper.LearningRateAt(Math.Min(pair.Item1, pair.Item2), WholeSet) >= Paper.LearningRateAt(Math.Max(pair.Item1, pair.Item2), WholeSet));

    [Fact]
    public void Every_fault_of_a_recipe_is_named()
    {
        var recipe = Seed with
        {
            Iterations = 5,
            BatchSize = 0,
            LearningRate = double.NaN,
            Gamma = 1,
            Momentum = 1,
            WeightDecay = -1,
            Milestones = [5, 5],
            EvaluateEvery = 0,
            WarmUp = new WarmUp(0, 0),
        };
        Assert.Equal(9, recipe.Problems().Count());
    }
}
