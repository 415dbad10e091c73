using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>Reads <c>metrics.jsonl</c> line by line and accepts nothing that the format does not allow.</summary>
internal static class MetricsFile
{
    private const string Expected =
        "Expected one JSON object with epoch, step, split, loss, error, learning_rate, images_per_second and elapsed_seconds on each line";

    /// <summary>Yields the records in the file's order; holds one line in memory at a time.</summary>
    /// <param name="path">Where to read.</param>
    /// <param name="origin">The file's name in messages.</param>
    /// <exception cref="HarnessException">A line is no record, a value is out of its range, or the lines are out of order.</exception>
    public static IEnumerable<MetricRecord> Read(string path, string origin)
    {
        var seen = new HashSet<(int Epoch, Split Split)>();
        var (number, step) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var where = $"{origin}, line {number}";
            var metric = Parse(line, where);
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

    private static MetricRecord Parse(string line, string where)
    {
        try
        {
            return JsonSerializer.Deserialize(line, HarnessJson.Compact.MetricRecord)
                ?? throw new HarnessException($"{where} holds null. {Expected}.");
        }
        catch (JsonException fault)
        {
            throw new HarnessException($"{where} is not a metric. {Expected}; found: {Start(line)}", fault);
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

    private static string Start(string line) => line.Length == 0 ? "an empty line." : line.Length <= 80 ? line : line[..80] + "...";
}
