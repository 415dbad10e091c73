using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Execution;

public sealed class MetricsLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    private string FilePath => Path.Combine(_folder, "run", "metrics.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_after_the_checkpoint_are_written_again()
    {
        long kept;
        using (var log = new MetricsLog(FilePath, 0))
        {
            log.Append(Record(1, 100));
            kept = log.Length;
            log.Append(Record(2, 300));
        }

        using (var log = new MetricsLog(FilePath, kept))
        {
            log.Append(Record(2, 200));
        }

        var history = MetricsHistory.Read(FilePath);
        Assert.Equal([1, 2], history.Of(Split.Train).Select(record => record.Epoch));
        Assert.Equal(150, history.MedianTrainingRate);
    }

    [Fact]
    public void A_file_shorter_than_its_checkpoint_is_refused()
    {
        using (var log = new MetricsLog(FilePath, 0))
        {
            log.Append(Record(1, 100));
        }

        Assert.Throws<HarnessException>(() => new MetricsLog(FilePath, 10_000));
    }

    [Fact]
    public void A_torn_line_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "{\"epoch\":1,\"st");
        var fault = Assert.Throws<HarnessException>(() => MetricsHistory.Read(FilePath));
        Assert.Contains("line 1", fault.Message, StringComparison.Ordinal);
    }

    private static MetricRecord Record(int epoch, double rate) =>
        new() { Epoch = epoch, Step = epoch, Split = Split.Train, Loss = 1, Error = 0.5, LearningRate = 0.1, ImagesPerSecond = rate, ElapsedSeconds = epoch };
}
