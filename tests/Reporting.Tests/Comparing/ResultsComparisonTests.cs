using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Comparing;

namespace Harness.Reporting.Tests.Comparing;

public sealed class ResultsComparisonTests : IDisposable
{
    private readonly SyntheticResults _a = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
    private readonly SyntheticResults _b = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));

    /// <summary>Expected numbers: compare.R, beside this file.</summary>
    [Fact]
    public void Welch_tests_and_their_correction_agree_with_R()
    {
        _a.Retrain("plain-20", [0.5174, 0.5231, 0.5302], [0.5611, 0.5702, 0.5654]);
        _b.Retrain("plain-20", [0.5590, 0.5602, 0.5677], [0.5633, 0.5729, 0.5604]);
        _a.Retrain("plain-56", [0.7612, 0.7784, 0.7668], [0.7703, 0.7811, 0.7740]);
        _b.Retrain("plain-56", [0.7695, 0.7731], [0.7777, 0.7932]);
        _b.Diverge(new RunId("plain-56", 3));
        var metrics = _a.CompareWith(_b).Metrics;

        var train = metrics.Single(metric => (metric.Arm, metric.Metric) == ("plain-20", RunMetric.TrainError));
        Assert.Equal((MetricOutcome.Tested, 3, 3), (train.Outcome, train.SeedsA, train.SeedsB));
        Assert.Equal(0.0387333333333334, train.Difference!.Value, 1e-12);
        Assert.Equal(0.0255142159675442, train.Low!.Value, 1e-11);
        Assert.Equal(0.0519524506991226, train.High!.Value, 1e-11);
        Assert.Equal(0.00156400780445934, train.PValue!.Value, 1e-12);
        Assert.Equal(0.00938404682675604, train.AdjustedPValue!.Value, 1e-12);

        var test = metrics.Single(metric => (metric.Arm, metric.Metric) == ("plain-20", RunMetric.TestError));
        Assert.Equal(0.994606867172341, test.PValue!.Value, 1e-10);
        Assert.Equal(1, test.AdjustedPValue);

        var deep = metrics.Single(metric => (metric.Arm, metric.Metric) == ("plain-56", RunMetric.TestError));
        Assert.Equal((MetricOutcome.Tested, 3, 2), (deep.Outcome, deep.SeedsA, deep.SeedsB));
        Assert.Equal(-0.0491557237331392, deep.Low!.Value, 1e-10);
        Assert.Equal(0.391116907457038, deep.PValue!.Value, 1e-11);
        Assert.Equal(6, metrics.Count(metric => metric.Outcome == MetricOutcome.Tested));
    }

    [Fact]
    public void Runs_with_identical_weights_are_no_independent_sample_and_are_not_tested()
    {
        _b.Retrain(new RunId("plain-20", 3), 0.9, 0.9);
        var metrics = _a.CompareWith(_b).Metrics.Where(metric => metric.Arm == "plain-20").ToList();
        Assert.Equal(3, metrics.Count);
        Assert.All(metrics, metric => Assert.Equal((MetricOutcome.IdenticalRuns, 2, null, null, null), (metric.Outcome, metric.IdenticalRuns, metric.PValue, metric.AdjustedPValue, metric.Low)));
        Assert.All(metrics, metric => Assert.True(metric.Difference > 0));
    }

    [Fact]
    public void Equal_errors_of_unlike_weights_are_called_identical()
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            _b.Retrain(new RunId("plain-20", seed));
        }

        Assert.All(Of("plain-20"), metric => Assert.Equal((MetricOutcome.IdenticalValues, 0, 0.0, null), (metric.Outcome, metric.IdenticalRuns, metric.Difference, metric.PValue)));
    }

    [Fact]
    public void Two_sets_without_any_scatter_cannot_be_tested()
    {
        _a.Retrain("plain-20", [0.5, 0.5, 0.5], [0.6, 0.6, 0.6]);
        _b.Retrain("plain-20", [0.7, 0.7, 0.7], [0.8, 0.8, 0.8]);
        Assert.All(Of("plain-20"), metric => Assert.Equal((MetricOutcome.NotTestable, null), (metric.Outcome, metric.PValue)));
        Assert.All(Of("plain-20"), metric => Assert.Equal(0.2, metric.Difference!.Value, 1e-12));
    }

    [Fact]
    public void One_seed_cannot_be_tested_and_no_seed_has_no_mean()
    {
        _b.Retrain(new RunId("narrow-resnet-18", 1), 0.6, 0.6);
        _b.Remove(new RunId("narrow-plain-18", 1));
        Assert.All(Of("narrow-resnet-18"), metric => Assert.Equal((MetricOutcome.NotTestable, 1, 1), (metric.Outcome, metric.SeedsA, metric.SeedsB)));
        Assert.All(Of("narrow-resnet-18"), metric => Assert.NotNull(metric.Difference));
        Assert.All(Of("narrow-plain-18"), metric => Assert.Equal((MetricOutcome.NotTestable, 1, 0), (metric.Outcome, metric.SeedsA, metric.SeedsB)));
        Assert.All(Of("narrow-plain-18"), metric => Assert.Equal((null, null), (metric.MeanB, metric.Difference)));
    }

    [Fact]
    public void Exchanging_the_sets_turns_the_differences_and_keeps_the_p_values()
    {
        _a.Retrain("plain-20", [0.5174, 0.5231, 0.5302], [0.5611, 0.5702, 0.5654]);
        _b.Retrain(new RunId("resnet-20", 2), 0.4, 0.4);
        var (there, back) = (_a.CompareWith(_b), _b.CompareWith(_a));
        Assert.Equal(
            there.Metrics.Select(metric => (metric.Arm, metric.Metric, metric.Outcome, metric.PValue, metric.AdjustedPValue, metric.Difference)),
            back.Metrics.Select(metric => (metric.Arm, metric.Metric, metric.Outcome, metric.PValue, metric.AdjustedPValue, -metric.Difference)));
        Assert.Equal(there.Runs.Select(run => (run.Run, run.Match)), back.Runs.Select(run => (run.Run, run.Match)));
    }

    [Fact]
    public void Every_run_is_accounted_for()
    {
        _b.Retrain(new RunId("plain-20", 1));
        _b.Diverge(new RunId("plain-20", 2));
        _a.Diverge(new RunId("plain-56", 1));
        _b.Diverge(new RunId("plain-56", 1));
        _a.Remove(new RunId("plain-56", 2));
        _b.Fail(new RunId("plain-56", 3));
        _a.Damage(new RunId("resnet-20", 1));
        _b.Damage(new RunId("resnet-20", 1));
        var runs = _a.CompareWith(_b).Runs;

        Assert.Equal(_a.Plan.Expand(), runs.Select(run => run.Run));
        Assert.Equal(
            [
                new ComparedRun(new RunId("plain-20", 1), RunMatch.Different, RunState.Completed, RunState.Completed),
                new ComparedRun(new RunId("plain-20", 2), RunMatch.Different, RunState.Completed, RunState.Diverged),
                new ComparedRun(new RunId("plain-56", 1), RunMatch.WithoutWeights, RunState.Diverged, RunState.Diverged),
                new ComparedRun(new RunId("plain-56", 2), RunMatch.OnlyB, RunState.Missing, RunState.Completed),
                new ComparedRun(new RunId("plain-56", 3), RunMatch.OnlyA, RunState.Completed, RunState.Failed),
                new ComparedRun(new RunId("resnet-20", 1), RunMatch.Neither, RunState.Damaged, RunState.Damaged),
            ],
            runs.Where(run => run.Match != RunMatch.Identical));
    }

    [Fact]
    public void Only_the_conditions_that_differ_are_marked()
    {
        foreach (var run in _b.Plan.Expand())
        {
            _b.WriteRun(run, change: manifest => manifest with
            {
                Identity = manifest.Identity with { Precision = Precision.Float32 },
                Machine = manifest.Machine with { LibtorchVersion = "2.11.0", Accelerator = run.Seed == 1 ? "Synthetic GPU" : null },
            });
        }

        var differing = _a.CompareWith(_b).Conditions.Where(condition => condition.Differs);
        Assert.Equal(
            ["precision: bfloat16 | float32", "libtorch: 2.10.0 (cpu) | 2.11.0 (cpu)", "accelerator:  | Synthetic GPU"],
            differing.Select(condition => $"{condition.Condition}: {string.Join("; ", condition.A)} | {string.Join("; ", condition.B)}"));
    }

    [Fact]
    public void Changed_verdicts_are_marked_and_other_values_alone_are_not()
    {
        _b.Retrain("plain-56", [0.45, 0.46, 0.47], [0.5, 0.51, 0.52]);
        _b.Retrain("resnet-56", [0.261, 0.272, 0.283], [0.43, 0.44, 0.45]);
        var claims = _a.CompareWith(_b).Claims.ToDictionary(claim => claim.Claim);
        var degradation = claims["plain-56-trains-worse-than-plain-20"];
        Assert.Equal((Verdict.Reproduced, Verdict.NotReproduced, true), (degradation.A, degradation.B, degradation.Changed));
        Assert.NotEqual(degradation.EffectA, degradation.EffectB);
        var residual = claims["resnet-56-trains-better-than-plain-56"];
        Assert.False(residual.Changed);
        Assert.NotEqual(residual.EffectA, residual.EffectB);
    }

    [Fact]
    public void A_claim_that_one_ledger_lacks_is_a_change()
    {
        _a.WriteVerdicts();
        _b.WriteVerdicts();
        var (a, b) = (ResultSet.Read(_a.Layout), ResultSet.Read(_b.Layout));
        var less = b with { Verdicts = b.Verdicts with { Verdicts = [.. b.Verdicts.Verdicts.Skip(1)] } };
        var claim = ResultsComparison.Between(less, a).Claims[^1];
        Assert.Equal((a.Verdicts.Verdicts[0].Claim, null, a.Verdicts.Verdicts[0].Verdict, true), (claim.Claim, claim.A, claim.B, claim.Changed));
    }

    [Fact]
    public void Two_plans_are_compared_in_what_they_have_in_common()
    {
        using var paper = SyntheticResults.Complete(SyntheticPlans.Paper());
        var report = _a.CompareWith(paper);
        Assert.Equal(["plain-20", "plain-56", "resnet-20", "resnet-56"], report.Metrics.Select(metric => metric.Arm).Distinct());
        Assert.Equal(["plan", "plan digest", "recipe digests", "training images"], report.Conditions.Where(condition => condition.Differs).Select(condition => condition.Condition));
        Assert.Contains(report.Runs, run => run is { Match: RunMatch.OnlyB, A: null, B: RunState.Completed, Run: { Arm: "plain-20", Seed: 5 } });
    }

    [Fact]
    public void An_arm_that_is_another_network_is_named_and_not_compared()
    {
        using var other = SyntheticResults.Complete(With(arm => arm.Id == "resnet-56" ? arm with { Model = arm.Model with { Depth = 44 } } : arm));
        var report = _a.CompareWith(other);
        Assert.Equal(["resnet-56"], report.OtherNetworks);
        Assert.DoesNotContain(report.Metrics, metric => metric.Arm == "resnet-56");
    }

    [Fact]
    public void Plans_without_a_common_network_are_refused()
    {
        using var other = SyntheticResults.Complete(With(arm => arm with { Id = arm.Id + "-new" }));
        var fault = Assert.Throws<HarnessException>(() => _a.CompareWith(other));
        Assert.Contains("have no network in common", fault.Message, StringComparison.Ordinal);
        Assert.Contains("plain-20-new", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    private List<ComparedMetric> Of(string arm) => [.. _a.CompareWith(_b).Metrics.Where(metric => metric.Arm == arm)];

    private static Plan With(Func<Arm, Arm> change) => SyntheticPlans.Quick() with { Arms = [.. SyntheticPlans.Quick().Arms.Select(change)] };
}
