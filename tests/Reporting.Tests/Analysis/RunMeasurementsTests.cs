using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class RunMeasurementsTests
{
    // 10 steps an epoch; the rate drops after epochs 2 and 4 of 6.
    private static readonly Recipe Epochs = SyntheticPlans.Quick().Recipes["gentle"] with { Epochs = 6, BatchSize = 10, Milestones = [2, 4] };

    private static readonly MetricRecord[] Metrics =
    [
        Metric(1, Split.Train, 0.9), Metric(1, Split.Test, 0.8),
        Metric(2, Split.Train, 0.7), Metric(2, Split.Test, 0.7),
        Metric(3, Split.Train, 0.5), Metric(3, Split.Test, 0.5),
        Metric(4, Split.Train, 0.4), Metric(4, Split.Test, 0.45),
        Metric(5, Split.Train, 0.35),
        Metric(6, Split.Train, 0.3), Metric(6, Split.Test, 0.43), Metric(6, Split.TrainEvaluation, 0.28),
    ];

    [Theory]
    [InlineData(RunMetric.TrainError, 0.3, "metrics.jsonl:10")]
    [InlineData(RunMetric.TestError, 0.43, "metrics.jsonl:11")]
    [InlineData(RunMetric.TrainEvaluationError, 0.28, "metrics.jsonl:12")]
    [InlineData(RunMetric.GeneralisationGap, 0.13, "metrics.jsonl:11 metrics.jsonl:10")]
    // From epoch 2, the last before the drop, to epoch 4, the last before the next.
    [InlineData(RunMetric.FirstDropGain, 0.25, "metrics.jsonl:4 metrics.jsonl:8")]
    [InlineData(RunMetric.LastDropGain, 0.02, "metrics.jsonl:8 metrics.jsonl:11")]
    public void A_metric_has_its_value_and_the_lines_it_comes_from(RunMetric metric, double value, string lines)
    {
        var found = Measure(Epochs).Single(measurement => measurement.Metric == metric);
        Assert.Equal(value, found.Value, 1e-12);
        Assert.Equal(lines, string.Join(' ', found.From));
    }

    [Fact]
    public void Milestones_in_iterations_are_found_by_the_steps()
    {
        // A drop in the middle of epoch 3: epoch 2 was the last evaluation before it.
        var found = Measure(Epochs with { Epochs = null, Iterations = 60, Milestones = [25] }).Single(measurement => measurement.Metric == RunMetric.FirstDropGain);
        Assert.Equal(["metrics.jsonl:4", "metrics.jsonl:11"], found.From);
    }

    [Fact]
    public void One_drop_has_no_last_one_beside_it() =>
        Assert.DoesNotContain(Measure(Epochs with { Milestones = [2] }), measurement => measurement.Metric == RunMetric.LastDropGain);

    [Fact]
    public void A_drop_before_the_first_evaluation_gains_nothing_that_was_seen() =>
        Assert.DoesNotContain(
            new RunMeasurements(Epochs with { Milestones = [1] }, 100, [.. Metrics.Where(metric => metric.Epoch > 1)], []).All(),
            measurement => measurement.Metric == RunMetric.FirstDropGain);

    [Fact]
    public void A_drop_without_an_evaluation_after_it_gains_nothing_that_was_seen() =>
        Assert.DoesNotContain(
            new RunMeasurements(Epochs with { Milestones = [2, 3] }, 100, [.. Metrics.Where(metric => metric.Epoch <= 2)], []).All(),
            measurement => measurement.Metric is RunMetric.FirstDropGain or RunMetric.LastDropGain);

    [Fact]
    public void Signals_come_from_the_first_and_the_last_diagnosis()
    {
        DiagnosisRecord[] diagnoses = [Diagnosis(0, 0, 1), Diagnosis(3, 30, 5), Diagnosis(6, 60, 10)];
        var found = new RunMeasurements(Epochs, 100, Metrics, diagnoses).All().ToDictionary(measurement => measurement.Metric);
        Assert.Equal((0, "diagnostics.jsonl:1"), (found[RunMetric.InitialGradientReach].Value, found[RunMetric.InitialGradientReach].From[0]));
        Assert.Equal((1, "diagnostics.jsonl:3"), (found[RunMetric.FinalGradientReach].Value, found[RunMetric.FinalGradientReach].From[0]));
        Assert.Equal(0.9, found[RunMetric.FinalResponseDeviation].Value, 1e-12);
    }

    [Fact]
    public void Without_diagnoses_no_signal_is_measured() =>
        Assert.Equal(
            [RunMetric.TrainError, RunMetric.TrainEvaluationError, RunMetric.TestError, RunMetric.GeneralisationGap, RunMetric.FirstDropGain, RunMetric.LastDropGain],
            Measure(Epochs).Select(measurement => measurement.Metric));

    private static IReadOnlyList<Contracts.Analysis.MeasurementRecord> Measure(Recipe recipe) => new RunMeasurements(recipe, 100, Metrics, []).All();

    private static MetricRecord Metric(int epoch, Split split, double error) => new()
    {
        Epoch = epoch, Step = 10 * epoch, Split = split, Loss = 1, Error = error, LearningRate = 0.1, ImagesPerSecond = 1, ElapsedSeconds = epoch,
    };

    private static DiagnosisRecord Diagnosis(int epoch, int step, double first) => new()
    {
        Epoch = epoch, Step = step, Images = 10, Loss = 1, ActivationBytes = 1,
        Layers = [new("layer1.0.conv1", 1, first, 0.8), new("layer2.0.conv1", 1, 1, 1)],
    };
}
