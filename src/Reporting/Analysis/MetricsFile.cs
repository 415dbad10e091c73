using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Reads <c>metrics.jsonl</c> line by line and accepts nothing that the format does not allow.</summary>
internal static class MetricsFile
{
    /// <summary>Yields the records in the file's order; holds one line in memory at a time.</summary>
    /// <param name="path">Where to read.</param>
    /// <param name="origin">The file's name in messages.</param>
    /// <exception cref="HarnessException">A line is no record, a value is out of its range, or the lines are out of order.</exception>
    public static IEnumerable<MetricRecord> Read(string path, string origin)
    {
        var seen = new HashSet<(int Epoch, Split Split)>();
        var step = 0;
        foreach (var (where, metric) in JsonLines.Read(
            path, origin, HarnessJson.Compact.MetricRecord, "a metric", "epoch, step, split, loss, error, learning_rate, images_per_second and elapsed_seconds"))
        {
            if (Problem(metric) is { } problem)
            {
                throw new HarnessException($"{where}: {problem}.");
            }

            if (metric.Step < step)
            {
                throw new HarnessException($"{where}: step {metric.Step} follows step {step}. Expected steps that never fall.");
            }

            if (!seen.Add((metric.Epoch, metric.Split)))
            {
                throw new HarnessException($"{where}: epoch {metric.Epoch} has a second line for this split. Expected one.");
            }

            step = metric.Step;
            yield return metric;
        }
    }

    private static string? Problem(MetricRecord metric) => metric switch
    {
        { Epoch: < 1 } => $"epoch {metric.Epoch} is below 1",
        { Step: < 1 } => $"step {metric.Step} is below 1",
        { Error: not (>= 0 and <= 1) } => $"error {metric.Error} is not in [0, 1]",
        { Loss: < 0 } => $"loss {metric.Loss} is below 0",
        { LearningRate: < 0 } => $"learning_rate {metric.LearningRate} is below 0",
        { ElapsedSeconds: < 0 } => $"elapsed_seconds {metric.ElapsedSeconds} is below 0",
        _ => null,
    };
}
