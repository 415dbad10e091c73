using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>One planned run as it was found on disk, with what the statistics need of it.</summary>
/// <param name="Record">What is written to <c>analysis.json</c>.</param>
/// <param name="Manifest">Null where there is none that can be used.</param>
/// <param name="Metrics">The curve of a completed run; empty for any other.</param>
/// <param name="Predictions">Of a completed run whose record holds them; else null.</param>
/// <param name="AbsentFiles">
/// Files of the manifest that this copy of the results does not hold, such as weights, which are not committed. They are named on the
/// console and not in the record: a copy with weights and one without give the same <c>analysis.json</c>.
/// </param>
internal sealed record InspectedRun(
    RunRecord Record, RunManifest? Manifest, IReadOnlyList<MetricRecord> Metrics, PredictionsFile? Predictions, IReadOnlyList<string> AbsentFiles)
{
    public RunId Run => Record.Run;

    public bool IsCompleted => Record.State == RunState.Completed;

    /// <summary>Null where the run does not give the metric.</summary>
    public double? Of(RunMetric metric) => Record.Measurements?.FirstOrDefault(measurement => measurement.Metric == metric)?.Value;

    /// <summary>Its numbers, or the fact that it diverged, are used.</summary>
    public bool IsUsed => Record.State is RunState.Completed or RunState.Diverged;
}
