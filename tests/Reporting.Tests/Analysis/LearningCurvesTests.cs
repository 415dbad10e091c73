using Harness.Contracts.Analysis;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Analysis;

public sealed class LearningCurvesTests
{
    private static readonly InspectedRun First = Run(1, Line(1, Split.Train, 0.6, 1.5), Line(2, Split.Train, 0.4, 1.0), Line(2, Split.Test, 0.5, 1.25));

    private static readonly InspectedRun Second = Run(2, Line(1, Split.Train, 0.7, 1.75), Line(2, Split.Train, 0.45, null), Line(2, Split.Test, 0.45, 1.75));

    [Fact]
    public void A_point_has_the_mean_loss_of_the_seeds_with_its_t_interval_and_the_rate()
    {
        var point = LearningCurves.Of("arm", Split.Test, [First, Second], ConfidenceLevel.NinetyFive)!.Points.Single();

        Assert.Equal((2, 2, 1.5, 0.05), (point.Epoch, point.N, point.Loss, point.LearningRate));
        // Half width: t(0.975; 1) = 12.7062047362 times 0.3535533906 / sqrt(2).
        Assert.Equal(1.5 - 3.17655118404, point.LossLow!.Value, 1e-9);
        Assert.Equal(1.5 + 3.17655118404, point.LossHigh!.Value, 1e-9);
    }

    [Fact]
    public void A_loss_that_is_no_number_in_one_seed_leaves_no_mean_and_the_error_stays()
    {
        var points = LearningCurves.Of("arm", Split.Train, [First, Second], ConfidenceLevel.NinetyFive)!.Points;

        Assert.Equal([1.625, null], points.Select(point => point.Loss));
        Assert.Null(points[1].LossLow);
        Assert.Equal(0.425, points[1].Mean);
        Assert.Equal(2, points[1].N);
    }

    [Fact]
    public void The_gap_is_taken_within_each_seed_where_an_epoch_has_both_errors()
    {
        var gap = LearningCurves.GapOf("arm", [First, Second], ConfidenceLevel.NinetyFive)!.Points.Single();

        Assert.Equal((2, 2, 0.05), (gap.Epoch, gap.N, gap.Mean));
        // Gaps of 0.1 and 0: half width 12.7062047362 times 0.0707106781 / sqrt(2).
        Assert.Equal(0.05 - 0.635310236808, gap.Low!.Value, 1e-10);
        Assert.Null(LearningCurves.GapOf("arm", [First], ConfidenceLevel.NinetyFive)!.Points.Single().Low);
        Assert.Null(LearningCurves.GapOf("arm", [], ConfidenceLevel.NinetyFive));
    }

    [Fact]
    public void The_last_gap_of_an_arm_is_the_metric_that_claims_are_judged_by()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        var analysis = new PlanAnalysis(results.Layout).ToRecord();

        Assert.Equal(analysis.Arms.Select(arm => arm.Arm), analysis.Gaps.Select(gap => gap.Arm));
        Assert.All(analysis.Arms.Zip(analysis.Gaps), pair => Assert.Equal(pair.First.GeneralisationGap!.Mean, pair.Second.Points[^1].Mean, 1e-11));
    }

    private static InspectedRun Run(int seed, params MetricRecord[] metrics) =>
        new(new RunRecord { Run = new RunId("arm", seed), State = RunState.Completed }, Manifest: null, metrics, Predictions: null, []);

    private static MetricRecord Line(int epoch, Split split, double error, double? loss) => new()
    {
        Epoch = epoch, Step = epoch * 10, Split = split, Loss = loss, Error = error, LearningRate = 0.1 / epoch, ImagesPerSecond = 1, ElapsedSeconds = epoch,
    };
}
