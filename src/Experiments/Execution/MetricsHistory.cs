using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>The metrics of a run so far, read back when a run goes on.</summary>
internal sealed class MetricsHistory
{
    private readonly List<MetricRecord> _records = [];

    /// <summary>In the order in which they were measured.</summary>
    public IReadOnlyList<MetricRecord> Records => _records;

    public int LastTestEpoch => _records.LastOrDefault(record => record.Split == Split.Test)?.Epoch ?? 0;

    /// <summary>Median over the epochs, so that one disturbed epoch does not count; 0 before the first.</summary>
    public double MedianTrainingRate
    {
        get
        {
            var rates = Of(Split.Train).Select(record => record.ImagesPerSecond).Order().ToList();
            return rates.Count == 0 ? 0 : (rates[(rates.Count - 1) / 2] + rates[rates.Count / 2]) / 2;
        }
    }

    /// <exception cref="HarnessException">A line is not a metric record.</exception>
    public static MetricsHistory Read(string path)
    {
        var history = new MetricsHistory();
        foreach (var record in RecordLog<MetricRecord>.Read(path, HarnessJson.Compact.MetricRecord))
        {
            history.Add(record);
        }

        return history;
    }

    public void Add(MetricRecord record) => _records.Add(record);

    public IEnumerable<MetricRecord> Of(Split split) => _records.Where(record => record.Split == split);
}
