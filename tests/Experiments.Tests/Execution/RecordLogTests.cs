using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;

namespace Harness.Experiments.Tests.Execution;

public sealed class RecordLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    private string FilePath => Path.Combine(_folder, "run", "metrics.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_after_the_checkpoint_are_written_again()
    {
        LogMark kept;
        using (var log = Open(LogMark.Start))
        {
            log.Append(Record(1, 100));
            kept = log.Mark();
            log.Append(Record(2, 300));
        }

        Assert.True(kept.Fits(FilePath));
        using (var log = Open(kept))
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
        using (var log = Open(LogMark.Start))
        {
            log.Append(Record(1, 100));
        }

        Assert.Throws<HarnessException>(() => Open(new LogMark(10_000, "")));
    }

    [Fact]
    public void A_mark_fits_the_file_it_was_taken_from_and_no_other()
    {
        LogMark mark;
        using (var log = Open(LogMark.Start))
        {
            log.Append(Record(1, 100));
            mark = log.Mark();
        }

        Assert.Equal(mark, LogMark.Parse(mark.ToString()));
        Assert.True(mark.Fits(FilePath));
        var bytes = File.ReadAllBytes(FilePath);
        bytes[5] ^= 1;
        File.WriteAllBytes(FilePath, bytes);
        Assert.False(mark.Fits(FilePath));
        File.Delete(FilePath);
        Assert.False(mark.Fits(FilePath));
        Assert.True(LogMark.Start.Fits(FilePath));
    }

    [Fact]
    public void A_torn_line_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "{\"epoch\":1,\"st");
        var fault = Assert.Throws<HarnessException>(() => MetricsHistory.Read(FilePath));
        Assert.Contains("line 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_in_a_logs_place_is_refused_and_not_waited_for()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        NamedPipe.At(FilePath);

        var fault = await Assert.ThrowsAsync<HarnessException>(() => NamedPipe.Soon(() => Open(LogMark.Start)));

        Assert.Contains("is no regular file", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await NamedPipe.Soon(() => MetricsHistory.Read(FilePath).Records));
    }

    private RecordLog<MetricRecord> Open(LogMark kept) => new(FilePath, kept, HarnessJson.Compact.MetricRecord);

    private static MetricRecord Record(int epoch, double rate) =>
        new() { Epoch = epoch, Step = epoch, Split = Split.Train, Loss = 1, Error = 0.5, LearningRate = 0.1, ImagesPerSecond = rate, ElapsedSeconds = epoch };
}
