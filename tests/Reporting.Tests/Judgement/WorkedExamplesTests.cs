using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Tests.Judgement;

/// <summary>Every measured rule with a reproduced, a not reproduced and an inconclusive example; all expected numbers come from verdicts.R beside this file.</summary>
public sealed class WorkedExamplesTests
{
    private const double Level = 0.95;

    [Theory]
    [InlineData(new[] { 0.7612, 0.7784 }, new[] { 0.5174, 0.5231 }, Verdict.Reproduced, 0.005952023, 0.99404798)]
    [InlineData(new[] { 0.5174, 0.5231 }, new[] { 0.7612, 0.7784 }, Verdict.NotReproduced, 0.99404798, 0.005952023)]
    [InlineData(new[] { 0.60, 0.70 }, new[] { 0.55, 0.52 }, Verdict.Inconclusive, 0.12004864, 0.87995136)]
    public void Superiority(double[] higher, double[] lower, Verdict expected, double pFor, double pAgainst) => Expect(
        TwoArms(higher, lower).JudgeBy(new SuperiorityRule { Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, Higher = Plain(56), Lower = Plain(20) }),
        expected, pFor, pAgainst);

    [Theory]
    [InlineData(new[] { 0.270, 0.275, 0.268 }, Verdict.Reproduced, 1.711127e-05, 0.99998289)]
    [InlineData(new[] { 0.400, 0.402, 0.405 }, Verdict.NotReproduced, 0.99998737, 1.2628406e-05)]
    [InlineData(new[] { 0.320, 0.330, 0.340 }, Verdict.Inconclusive, 0.44138447, 0.55861553)]
    public void Non_inferiority(double[] candidate, Verdict expected, double pFor, double pAgainst) => Expect(
        TwoArms(candidate, [0.320, 0.318, 0.325]).JudgeBy(new NonInferiorityRule
        {
            Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, Candidate = Plain(56), Reference = Plain(20), Margin = 0.01,
        }),
        expected, pFor, pAgainst);

    [Theory]
    [InlineData(new[] { 0.320, 0.322, 0.321 }, Verdict.Reproduced, 0.00086203122, 0.99913797)]
    [InlineData(new[] { 0.350, 0.352, 0.351 }, Verdict.NotReproduced, 0.99994166, 5.833694e-05)]
    [InlineData(new[] { 0.320, 0.330, 0.340 }, Verdict.Inconclusive, 0.47973504, 0.52026496)]
    public void Equivalence(double[] first, Verdict expected, double pFor, double pAgainst) => Expect(
        TwoArms(first, [0.319, 0.320, 0.322]).JudgeBy(new EquivalenceRule
        {
            Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, First = Plain(56), Second = Plain(20), Margin = 0.01,
        }),
        expected, pFor, pAgainst);

    [Theory]
    [InlineData(new[] { 0.0702, 0.0731, 0.0689, 0.0745, 0.0718 }, Verdict.Reproduced, 0.00065566771, 0.99934433)]
    [InlineData(new[] { 0.0850, 0.0860, 0.0855, 0.0862, 0.0848 }, Verdict.NotReproduced, 0.99998569, 1.4306403e-05)]
    [InlineData(new[] { 0.0780, 0.0800, 0.0790, 0.0820, 0.0770 }, Verdict.Inconclusive, 0.29612907, 0.70387093)]
    public void Within_a_margin_of_a_published_value(double[] errors, Verdict expected, double pFor, double pAgainst)
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Paper());
        results.WriteArm("resnet-56", errors, test: true);
        Expect(results.Judge("resnet-56-test-error"), expected, pFor, pAgainst);
    }

    [Theory]
    [InlineData(new[] { 0.70, 0.72, 0.71 }, Verdict.Reproduced, 0.0013717447, 0.99862826)]
    [InlineData(new[] { 0.50, 0.52, 0.51 }, Verdict.NotReproduced, 0.997955, 0.0020449983)]
    [InlineData(new[] { 0.59, 0.62, 0.64 }, Verdict.Inconclusive, 0.18502961, 0.81497039)]
    public void Limit(double[] errors, Verdict expected, double pFor, double pAgainst) => Expect(
        TwoArms(errors, errors).JudgeBy(new LimitRule { Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, Arm = Plain(56), Above = 0.6 }),
        expected, pFor, pAgainst);

    [Theory]
    [InlineData(new[] { 0.012, 0.013, 0.014, 0.015, 0.025, 0.023, 0.052, 0.050 }, Verdict.Reproduced, 0.0002428854, 0.99975711)]
    [InlineData(new[] { 0.052, 0.050, 0.025, 0.023, 0.014, 0.015, 0.012, 0.013 }, Verdict.NotReproduced, 0.99805351, 0.0019464916)]
    [InlineData(new[] { 0.012, 0.023, 0.034, 0.015, 0.025, 0.013, 0.022, 0.030 }, Verdict.Inconclusive, 0.23196165, 0.76803835)]
    public void Trend_over_depth(double[] errors, Verdict expected, double pFor, double pAgainst)
    {
        var found = FourDepths(errors).JudgeBy(
            new TrendRule { Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, Family = ModelFamily.ThreeStage, Residual = false, Direction = TrendDirection.Rising });
        Expect(found, expected, pFor, pAgainst);
        // The coefficients of the slope: verdicts.R.
        Assert.Equal([-0.667659727099, -0.119073245774, 0.252624760260, 0.534108212613], found.Test!.Arms.Select(arm => arm.Coefficient));
    }

    [Fact]
    public void The_sentence_on_a_trend_says_whether_every_step_goes_the_claimed_way()
    {
        var rule = new TrendRule { Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, Family = ModelFamily.ThreeStage, Residual = false, Direction = TrendDirection.Rising };
        Assert.StartsWith(
            "By depth the training error is 1.25 % for plain-20, 1.45 % for plain-32, 2.40 % for plain-44 and 5.10 % for plain-56, each step in the claimed order "
            + "(slope 2.32 points a doubling of depth, 95 % interval 2.05 to 2.59, linear contrast with Welch's variances, n = 2 + 2 + 2 + 2). The whole interval lies above 0.",
            FourDepths([0.012, 0.013, 0.014, 0.015, 0.025, 0.023, 0.052, 0.050]).JudgeBy(rule).Reason,
            StringComparison.Ordinal);
        Assert.Contains(", not every step in the claimed order", FourDepths([0.012, 0.023, 0.034, 0.015, 0.025, 0.013, 0.022, 0.030]).JudgeBy(rule).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_depths_are_no_trend()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        var found = results.JudgeBy(
            new TrendRule { Metric = RunMetric.TrainError, Level = Level, MinimumSeeds = 2, Family = ModelFamily.ThreeStage, Residual = true, Direction = TrendDirection.Falling });
        Assert.Equal(Verdict.NotTested, found.Verdict);
        Assert.Equal("The synthetic-quick plan trains residual nets of 2 depths of this family under the same conditions; a trend needs at least 3.", found.Reason);
    }

    [Fact]
    public void A_ratio_of_gradients_is_tested_as_a_logarithm_and_shown_as_a_ratio()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        var found = results.JudgeBy(new LimitRule { Metric = RunMetric.FinalGradientReach, Level = Level, MinimumSeeds = 2, Arm = Plain(56), Above = -1 });
        Expect(found, Verdict.Reproduced, 3.0167401e-06, 0.99999698);
        // 10^1.500035, 10^1.526739 and 10^1.553443.
        Assert.Equal("34 (32 to 36)", found.Effect);
        Assert.Contains("The whole interval lies above 0.10.", found.Reason, StringComparison.Ordinal);
    }

    private static void Expect(VerdictRecord found, Verdict expected, double pFor, double pAgainst)
    {
        Assert.Equal(expected, found.Verdict);
        Assert.Equal(pFor, found.Test!.PFor!.Value, pFor * 1e-6);
        Assert.Equal(pAgainst, found.Test.PAgainst!.Value, pAgainst * 1e-6);
        Assert.Equal(Math.Min(1, 2 * Math.Min(pFor, pAgainst)), found.PValue!.Value, 1e-6);
    }

    private static SyntheticResults TwoArms(double[] deep, double[] shallow)
    {
        var results = SyntheticResults.Complete(SyntheticPlans.Quick([.. Enumerable.Range(1, deep.Length)]));
        results.WriteArm("plain-56", deep);
        results.WriteArm("plain-20", shallow);
        return results;
    }

    private static SyntheticResults FourDepths(double[] errors)
    {
        var plan = SyntheticPlans.Quick();
        var shallow = plan.Arms.Single(arm => arm.Id == "plain-20");
        int[] depths = [20, 32, 44, 56];
        var results = new SyntheticResults(plan with { Arms = [.. depths.Select(depth => shallow with { Id = $"plain-{depth}", Model = shallow.Model with { Depth = depth } })] });
        foreach (var (depth, pair) in depths.Zip(errors.Chunk(2)))
        {
            results.WriteArm($"plain-{depth}", pair);
        }

        return results;
    }

    private static ArmSelector Plain(int depth) => new() { Family = ModelFamily.ThreeStage, Depth = depth, Residual = false };
}
