using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Tests.Judgement;

/// <summary>Expected intervals: verdicts.R, beside this file.</summary>
public sealed class PublishedExperimentTests
{
    private const string Claim = "resnet-56-test-error";

    [Theory]
    [InlineData(new[] { 0.0702, 0.0731, 0.0689, 0.0745, 0.0718 }, Verdict.Reproduced, "difference 0.20 points, 95 % interval −0.08 to 0.48")]
    [InlineData(new[] { 0.0850, 0.0860, 0.0855, 0.0862, 0.0848 }, Verdict.NotReproduced, "difference 1.58 points, 95 % interval 1.50 to 1.66")]
    [InlineData(new[] { 0.0780, 0.0800, 0.0790, 0.0820, 0.0770 }, Verdict.Inconclusive, "difference 0.95 points, 95 % interval 0.71 to 1.19")]
    public void The_paper_s_own_scale_is_judged_by_two_one_sided_tests(double[] errors, Verdict expected, string found)
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Paper());
        results.WriteArm("resnet-56", errors, test: true);
        var verdict = results.Judge(Claim);
        Assert.Equal(expected, verdict.Verdict);
        Assert.Contains(found, verdict.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Trained on all 50,000 training images, 164 epochs.", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(5, verdict.N);
    }

    [Fact]
    public void A_part_of_the_data_never_tests_a_published_error()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        var verdict = results.Judge(Claim);
        Assert.Equal(Verdict.NotTested, verdict.Verdict);
        Assert.Equal(
            "Not testable at the scale of the synthetic-quick plan, which differs from the published experiment in its data (5,000 of the 50,000 training images) and its training recipe.",
            verdict.Reason);
        Assert.Null(verdict.Effect);
    }

    [Fact]
    public void Another_recipe_on_all_images_does_not_test_it_either()
    {
        var plan = SyntheticPlans.Paper();
        var shorter = plan.Recipes["paper"] with { Iterations = 20_000 };
        using var results = SyntheticResults.Complete(plan with { Recipes = new Dictionary<string, Recipe> { ["paper"] = shorter } });
        var verdict = results.Judge(Claim);
        Assert.Equal(Verdict.NotTested, verdict.Verdict);
        Assert.EndsWith("differs from the published experiment in its training recipe.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_run_keeps_the_error_from_being_called_reproduced()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Paper());
        results.WriteArm("resnet-56", [0.0702, 0.0731, 0.0689, 0.0745, 0.0718], test: true);
        results.Diverge(new RunId("resnet-56", 5));
        var verdict = results.Judge(Claim);
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("1 of 5 ResNet-56 runs diverged", verdict.Reason, StringComparison.Ordinal);
    }
}
