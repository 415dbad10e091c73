using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Execution;

public sealed class PlanCatalogueTests
{
    [Fact]
    public void The_plans_of_the_design_are_there_and_valid()
    {
        Assert.Equal(["cpu-paper", "full", "paper", "quick", "seed", "soak"], PlanCatalogue.Names);
        Assert.All(PlanCatalogue.Names, name => Assert.Equal(name, PlanCatalogue.Find(name, DeviceClass.Cpu).Name));
    }

    [Fact]
    public void Auto_is_quick_without_a_gpu_and_full_with_one()
    {
        Assert.Equal("quick", PlanCatalogue.Find("auto", DeviceClass.Cpu).Name);
        Assert.Equal("full", PlanCatalogue.Find("auto", DeviceClass.Cuda).Name);
    }

    [Fact]
    public void An_unknown_plan_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<HarnessException>(() => PlanCatalogue.Find("qiuck", DeviceClass.Cpu));
        Assert.Contains("cpu-paper, full, paper, quick, seed", fault.Message, StringComparison.Ordinal);
    }

    // The architecture: full = seed + paper.
    [Fact]
    public void Full_holds_every_arm_of_seed_and_paper_with_the_same_recipe()
    {
        var full = PlanCatalogue.Find("full", DeviceClass.Cpu);
        foreach (var part in new[] { PlanCatalogue.Find("seed", DeviceClass.Cpu), PlanCatalogue.Find("paper", DeviceClass.Cpu) })
        {
            Assert.Subset(full.Expand().ToHashSet(), part.Expand().ToHashSet());
            Assert.All(part.Arms, arm => Assert.Equal(Describe(part, arm), Describe(full, full.Arms.Single(other => other.Id == arm.Id))));
        }

        static string Describe(Plan plan, Arm arm) => $"{arm.Model} {plan.RecipeOf(arm) with { Milestones = [] }} {string.Join(",", plan.RecipeOf(arm).Milestones)}";
    }

    // Plain and residual net of one depth are a fair comparison only under one recipe and with the same seeds.
    [Fact]
    public void In_every_plan_the_twins_share_recipe_and_seeds()
    {
        foreach (var plan in PlanCatalogue.Names.Select(name => PlanCatalogue.Find(name, DeviceClass.Cpu)))
        {
            foreach (var twins in plan.Arms.GroupBy(arm => (arm.Model.Family, arm.Model.Depth, arm.Model.WidthMultiplier)))
            {
                Assert.Single(twins.Select(arm => (arm.Recipe, string.Join(",", arm.Seeds ?? plan.Seeds))).Distinct());
            }
        }
    }
}
