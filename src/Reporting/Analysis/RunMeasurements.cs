using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Analysis;

/// <summary>Takes every <see cref="RunMetric"/> of a completed run from the lines of its record, and notes which lines those are.</summary>
/// <param name="trainingImages">Of the plan's dataset.</param>
/// <param name="metrics">All lines of <c>metrics.jsonl</c>.</param>
/// <param name="diagnoses">All lines of <c>diagnostics.jsonl</c>; empty where the run has none.</param>
internal sealed class RunMeasurements(
    Recipe recipe, int trainingImages, IReadOnlyList<MetricRecord> metrics, IReadOnlyList<DiagnosisRecord> diagnoses)
{
    /// <summary>In the order of <see cref="RunMetric"/>; a metric that the run does not give is left out.</summary>
    public IReadOnlyList<MeasurementRecord> All() => [.. Enum.GetValues<RunMetric>().Select(Measure).OfType<MeasurementRecord>()];

    private MeasurementRecord? Measure(RunMetric metric) => metric switch
    {
        RunMetric.TrainError => Error(metric, Split.Train),
        RunMetric.TrainEvaluationError => Error(metric, Split.TrainEvaluation),
        RunMetric.TestError => Error(metric, Split.Test),
        RunMetric.GeneralisationGap => Difference(metric, Last(Split.Test), Last(Split.Train)),
        RunMetric.FirstDropGain => recipe.Milestones.Count >= 1 ? Gain(metric, 0) : null,
        RunMetric.LastDropGain => recipe.Milestones.Count >= 2 ? Gain(metric, recipe.Milestones.Count - 1) : null,
        RunMetric.InitialGradientReach => Signal(metric, Initial, signals => signals.GradientReach),
        RunMetric.FinalGradientReach => Signal(metric, Final, signals => signals.GradientReach),
        RunMetric.InitialGradientSpread => Signal(metric, Initial, signals => signals.GradientSpread),
        RunMetric.FinalGradientSpread => Signal(metric, Final, signals => signals.GradientSpread),
        RunMetric.FinalResponseDeviation => Signal(metric, Final, signals => signals.ResponseDeviation),
        _ => throw new InvalidOperationException($"No measurement is written for {metric}."),
    };

    private int Initial => IndexOf(diagnoses, diagnosis => diagnosis.Step == 0);

    private int Final => IndexOf(diagnoses, diagnosis => diagnosis.Step == recipe.TotalSteps(trainingImages));

    private int Last(Split split) => IndexOf(metrics, metric => metric.Split == split);

    private int LastTestUpTo(int step) => IndexOf(metrics, metric => metric.Split == Split.Test && metric.Step <= step);

    private MeasurementRecord? Error(RunMetric metric, Split split) =>
        Last(split) is >= 0 and var line ? new MeasurementRecord(metric, metrics[line].Error, [LineOfMetrics(line)]) : null;

    private MeasurementRecord? Difference(RunMetric metric, int first, int second) => first < 0 || second < 0
        ? null
        : new MeasurementRecord(metric, Rounded.ToTwelveDigits(metrics[first].Error - metrics[second].Error), [LineOfMetrics(first), LineOfMetrics(second)]);

    private MeasurementRecord? Gain(RunMetric metric, int drop)
    {
        var (before, after) = (LastTestUpTo(StepOf(drop)), LastTestUpTo(StepOf(drop + 1)));
        // An evaluation before the drop and one after it; with the same line on both sides nothing was seen.
        return before == after ? null : Difference(metric, before, after);
    }

    /// <summary>The steps done when the rate drops for the given time, from 0; the end of training where there is no such drop.</summary>
    private int StepOf(int drop) =>
        drop >= recipe.Milestones.Count ? recipe.TotalSteps(trainingImages)
        : recipe.Epochs is null ? recipe.Milestones[drop]
        : recipe.Milestones[drop] * recipe.StepsPerEpoch(trainingImages);

    private MeasurementRecord? Signal(RunMetric metric, int line, Func<LayerSignals, double?> value) =>
        line >= 0 && value(new LayerSignals(diagnoses[line])) is { } found
            ? new MeasurementRecord(metric, Rounded.ToTwelveDigits(found), [$"{RunLayout.DiagnosticsName}:{line + 1}"])
            : null;

    private static string LineOfMetrics(int index) => $"{RunLayout.MetricsName}:{index + 1}";

    // The last that matches; -1 if none does.
    private static int IndexOf<T>(IReadOnlyList<T> records, Func<T, bool> matches)
    {
        for (var index = records.Count - 1; index >= 0; index--)
        {
            if (matches(records[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
