using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Fidelity;

/// <summary>The learning rate of every step of the shipped recipes against PyTorch 1.13's <c>MultiStepLR</c>. schedule.py beside this file made schedule.json.</summary>
public sealed class ScheduleParityTests
{
    private const int TrainingImages = 50_000;

    // PyTorch multiplies the last rate by gamma, this project the first rate by a power of gamma: the last bits may differ.
    private const double RelativeTolerance = 1e-12;

    [Theory]
    [InlineData("seed", "seed")]
    [InlineData("paper", "paper")]
    public void Every_step_has_the_rate_that_pytorchs_scheduler_gives(string plan, string recipeName)
    {
        var recipe = PlanCatalogue.Find(plan, DeviceClass.Cpu).Recipes[recipeName];
        var golden = GoldenFile.Read("schedule.json").GetProperty(plan);
        var expected = golden.GetProperty("stretches").EnumerateArray().Select(stretch => (From: stretch[0].GetInt32(), Rate: stretch[1].GetDouble())).ToList();
        Assert.Equal(golden.GetProperty("steps").GetInt32(), recipe.TotalSteps(TrainingImages));

        var stretch = 0;
        for (var step = 0; step < recipe.TotalSteps(TrainingImages); step++)
        {
            if (stretch + 1 < expected.Count && expected[stretch + 1].From == step)
            {
                stretch++;
                Assert.NotEqual(recipe.LearningRateAt(step - 1, TrainingImages), recipe.LearningRateAt(step, TrainingImages));
            }

            Assert.Equal(expected[stretch].Rate, recipe.LearningRateAt(step, TrainingImages), expected[stretch].Rate * RelativeTolerance);
        }

        Assert.Equal(expected.Count - 1, stretch);
    }

    // He et al. section 4.2: 0.1, divided by 10 at 32k and 48k of 64k iterations. The seed document: epochs 60 and 80 of 100, 391 steps each.
    [Theory]
    [InlineData("paper", 32_000, 48_000)]
    [InlineData("seed", 60 * 391, 80 * 391)]
    public void The_rate_falls_exactly_at_the_published_steps(string plan, int first, int second)
    {
        var recipe = PlanCatalogue.Find(plan, DeviceClass.Cpu).Recipes[plan];
        var rates = new[] { 0, first - 1, first, second - 1, second, recipe.TotalSteps(TrainingImages) - 1 }.Select(step => Math.Round(recipe.LearningRateAt(step, TrainingImages), 12));
        Assert.Equal([0.1, 0.1, 0.01, 0.01, 0.001, 0.001], rates);
    }
}
