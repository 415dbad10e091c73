using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Tests.Judgement;

/// <summary>Expected intervals: verdicts.R, beside this file.</summary>
public sealed class DecisionTests
{
    private const string Degradation = "plain-56-trains-worse-than-plain-20";
    private const string NoDegradation = "resnet-56-trains-no-worse-than-resnet-20";

    [Fact]
    public void Degradation_is_reproduced_where_the_interval_lies_above_zero()
    {
        using var results = Plain([0.7612, 0.7784], [0.5174, 0.5231]);
        var verdict = results.Judge(Degradation);
        Assert.Equal(Verdict.Reproduced, verdict.Verdict);
        Assert.StartsWith(
            "Plain-56 ended at 77.0 % training error against 52.0 % for plain-20 (difference 25.0 points, 95 % interval 17.3 to 32.6, Welch t, n = 2 + 2). "
            + "The whole interval lies above 0. Trained on 5,000 of the 50,000 training images, 10 epochs.",
            verdict.Reason,
            StringComparison.Ordinal);
        Assert.Equal("25.0 points (17.3 to 32.6)", verdict.Effect);
        Assert.Equal(0.01190, verdict.PValue!.Value, 0.00001);
        Assert.Equal(2, verdict.N);
    }

    [Fact]
    public void Degradation_is_not_reproduced_where_the_interval_lies_below_zero()
    {
        using var results = Plain([0.5174, 0.5231], [0.7612, 0.7784]);
        var verdict = results.Judge(Degradation);
        Assert.Equal(Verdict.NotReproduced, verdict.Verdict);
        Assert.Contains("(difference −25.0 points, 95 % interval −32.6 to −17.3", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("The whole interval lies below 0.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Degradation_is_inconclusive_where_the_interval_includes_zero()
    {
        using var results = Plain([0.60, 0.70], [0.55, 0.52]);
        var verdict = results.Judge(Degradation);
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("95 % interval −35.2 to 58.2", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("includes 0, so these runs do not decide", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0.270, 0.275, 0.268 }, Verdict.Reproduced, "−5.8 to −4.2", "below the margin of 1.0 point")]
    [InlineData(new[] { 0.400, 0.402, 0.405 }, Verdict.NotReproduced, "7.4 to 8.9", "above the margin of 1.0 point")]
    [InlineData(new[] { 0.320, 0.330, 0.340 }, Verdict.Inconclusive, "−1.3 to 3.1", "includes the margin of 1.0 point")]
    public void The_cure_is_judged_by_where_the_interval_lies_to_the_margin(double[] errors, Verdict expected, string interval, string because)
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        results.WriteArm("resnet-56", errors);
        results.WriteArm("resnet-20", [0.320, 0.318, 0.325]);
        var verdict = results.Judge(NoDegradation);
        Assert.Equal(expected, verdict.Verdict);
        Assert.Contains(interval, verdict.Reason, StringComparison.Ordinal);
        Assert.Contains(because, verdict.Reason, StringComparison.Ordinal);
    }

    // R, "Further seeds" in verdicts.R: 6 seeds a net are needed where 2 are there.
    [Fact]
    public void Too_little_power_names_the_further_seeds_that_would_settle_it()
    {
        using var results = Plain([0.60, 0.70], [0.55, 0.52]);
        var verdict = results.JudgeBy(TrainingErrorRises(minimumSeeds: 2));
        Assert.Equal((Verdict.Inconclusive, 4), (verdict.Verdict, verdict.FurtherSeeds));
        Assert.Contains("If the true values are as measured, 4 further seeds of each net would decide it (power 80 %).", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_seeds_than_anyone_trains_are_said_to_be_too_many()
    {
        using var results = Plain([0.5501, 0.52], [0.55, 0.52]);
        var verdict = results.JudgeBy(TrainingErrorRises(minimumSeeds: 2));
        Assert.Equal((Verdict.Inconclusive, (int?)null), (verdict.Verdict, verdict.FurtherSeeds));
        Assert.Contains("more than 1,000 seeds would be needed to decide it.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_run_without_an_error_metric_keeps_any_verdict_back()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        var rule = new LimitRule { Metric = RunMetric.FinalGradientReach, Level = 0.95, MinimumSeeds = 2, Arm = new ArmSelector { Family = ModelFamily.ThreeStage, Depth = 56, Residual = false }, Above = -1 };
        Assert.Equal(Verdict.Reproduced, results.JudgeBy(rule).Verdict);
        results.Diverge(new RunId("plain-56", 3));
        Assert.Equal(Verdict.Inconclusive, results.JudgeBy(rule).Verdict);
    }

    [Fact]
    public void A_run_that_does_not_give_the_metric_is_named()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        results.WriteRun(new RunId("plain-56", 2), change: manifest => manifest with { Files = [.. manifest.Files.Where(file => file.Path != RunLayout.DiagnosticsName)] });
        var verdict = results.Judge("gradients-vanish-after-training-plain-56");
        Assert.Equal(2, verdict.N);
        Assert.Contains("1 of 3 plain-56 runs holds no such measurement.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_without_the_drop_that_a_claim_is_about_does_not_test_it()
    {
        var plan = SyntheticPlans.Quick(1, 2, 3);
        using var results = SyntheticResults.Complete(plan with { Recipes = plan.Recipes.ToDictionary(pair => pair.Key, pair => pair.Value with { Milestones = [6] }) });
        Assert.NotEqual(Verdict.NotTested, results.Judge("first-drop-helps-resnet-56").Verdict);
        var verdict = results.Judge("last-drop-helps-resnet-56");
        Assert.Equal(
            (Verdict.NotTested, "The synthetic-quick plan trains this net with a single drop of the learning rate."), (verdict.Verdict, verdict.Reason));
    }

    [Fact]
    public void One_seed_is_never_enough()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1));
        var verdict = results.Judge(Degradation);
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("n = 1 + 1). The claim asks for at least 2 seeds in each arm.", verdict.Reason, StringComparison.Ordinal);
        Assert.Null(verdict.PValue);
    }

    [Fact]
    public void Seeds_that_agree_to_the_last_digit_prove_nothing()
    {
        using var results = Plain([0.7, 0.7], [0.5, 0.5]);
        var verdict = results.Judge(Degradation);
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("no scatter at all", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_plain_net_is_named_and_does_not_weaken_its_degradation()
    {
        using var results = Plain([0.7612, 0.7784, 0.7668], [0.5174, 0.5231, 0.5302]);
        results.Diverge(new RunId("plain-56", 3));
        var verdict = results.Judge(Degradation);
        Assert.Equal(Verdict.Reproduced, verdict.Verdict);
        Assert.Contains("1 of 3 plain-56 runs diverged and is not in the mean.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_residual_net_keeps_the_cure_from_being_called_reproduced()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        results.WriteArm("resnet-56", [0.270, 0.275, 0.268]);
        results.WriteArm("resnet-20", [0.320, 0.318, 0.325]);
        results.Diverge(new RunId("resnet-56", 3));
        var verdict = results.Judge(NoDegradation);
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("A diverged run is left out of a mean", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_without_a_completed_run_is_inconclusive_and_says_what_became_of_it()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        results.Diverge(new RunId("plain-56", 1));
        results.Fail(new RunId("plain-56", 2));
        var verdict = results.Judge(Degradation);
        Assert.Equal((Verdict.Inconclusive, 0), (verdict.Verdict, verdict.N));
        Assert.StartsWith(
            "No run of plain-56 completed. 1 of 2 plain-56 runs diverged and is not in the mean. 1 of 2 plain-56 runs is missing, failed or damaged.",
            verdict.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Arms_that_the_plan_lacks_are_not_tested()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        var verdict = results.Judge("resnet-110-trains-no-worse-than-resnet-56");
        Assert.Equal(Verdict.NotTested, verdict.Verdict);
        Assert.Equal("The synthetic-quick plan does not train ResNet-110 and ResNet-56 under the same conditions.", verdict.Reason);
    }

    [Fact]
    public void Narrow_nets_test_a_claim_and_the_sentence_says_how_narrow_they_are()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        var verdict = results.Judge("resnet-34-trains-better-than-plain-34");
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.StartsWith("Narrow plain-34 ended at", verdict.Reason, StringComparison.Ordinal);
        Assert.EndsWith("10 epochs, 0.25 of the published width.", verdict.Reason, StringComparison.Ordinal);
    }

    private static SuperiorityRule TrainingErrorRises(int minimumSeeds) => new()
    {
        Metric = RunMetric.TrainError,
        Level = 0.95,
        MinimumSeeds = minimumSeeds,
        Higher = new ArmSelector { Family = ModelFamily.ThreeStage, Depth = 56, Residual = false },
        Lower = new ArmSelector { Family = ModelFamily.ThreeStage, Depth = 20, Residual = false },
    };

    private static SyntheticResults Plain(double[] deep, double[] shallow)
    {
        var results = SyntheticResults.Complete(SyntheticPlans.Quick([.. Enumerable.Range(1, deep.Length)]));
        results.WriteArm("plain-56", deep);
        results.WriteArm("plain-20", shallow);
        return results;
    }
}
