using System.Numerics;
using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;
using Tensorboard;

namespace Harness.Experiments.Tests.Execution;

public sealed class EventFilesTests : IDisposable
{
    private readonly RunLayout _run = new(Directory.CreateTempSubdirectory("harness-").FullName);
    private readonly StringWriter _error = new();
    private readonly ManualTime _clock = new();

    public void Dispose() => Directory.Delete(_run.Folder, recursive: true);

    [Fact]
    public void An_epoch_gives_its_six_scalars_at_its_step()
    {
        Work(keep: LogMark.Start, Train(1, 0.5) with { Loss = 2.25, LearningRate = 0.1, ImagesPerSecond = 1234 }, Test(1, 0.625) with { Loss = 2.5 });

        Assert.Equal(
            [
                ("loss/train", 10L, 2.25f),
                ("error/train", 10, 0.5f),
                ("learning_rate", 10, 0.1f),
                ("images_per_second", 10, 1234f),
                ("loss/test", 10, 2.5f),
                ("error/test", 10, 0.625f),
            ],
            Scalars().Select(scalar => (scalar.Tag, scalar.Step, scalar.Value)));
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void A_resumed_run_has_each_step_once_and_only_what_its_metrics_keep()
    {
        var kept = Work(keep: LogMark.Start, Train(1, 0.9));
        Work(keep: kept, Train(2, 0.7));
        // The checkpoint knows of the first epoch only: the second is made again.
        Work(keep: kept, Train(2, 0.75), Train(3, 0.5));

        Assert.Equal([(10L, 0.9f), (20L, 0.75f), (30L, 0.5f)], Scalars().Where(scalar => scalar.Tag == "error/train").Select(scalar => (scalar.Step, scalar.Value)));
        Assert.Single(Directory.GetFiles(_run.TensorBoard));
    }

    [Fact]
    public void What_was_made_before_an_interruption_keeps_its_distance_in_time()
    {
        var kept = Work(keep: LogMark.Start, Train(1, 0.9) with { ElapsedSeconds = 100 }, Train(2, 0.8) with { ElapsedSeconds = 250 });
        _clock.Advance(TimeSpan.FromDays(1));
        Work(keep: kept);

        var times = Scalars().Where(scalar => scalar.Tag == "error/train").Select(scalar => scalar.Time).ToList();
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds(), times[1]);
        Assert.Equal(150, times[1] - times[0]);
    }

    [Fact]
    public void A_loss_that_is_no_number_any_more_is_shown_as_none()
    {
        Work(keep: LogMark.Start, Train(1, 0.9) with { Loss = null });
        Assert.True(float.IsNaN(Scalars().Single(scalar => scalar.Tag == "loss/train").Value));
    }

    [Fact]
    public void A_fault_is_one_warning_and_the_run_goes_on()
    {
        File.WriteAllText(_run.TensorBoard, "a file where the folder should be");
        Work(keep: LogMark.Start, Train(1, 0.9), Train(2, 0.8));

        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("The run goes on without them.", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, MetricsHistory.Read(_run.Metrics).Records.Count);
    }

    /// <summary>One start of a worker, as <see cref="RunWorker"/> orders its log and its messages.</summary>
    /// <returns>What a checkpoint at its end would keep.</returns>
    private LogMark Work(LogMark keep, params MetricRecord[] records)
    {
        var events = new EventFiles(_run, _error, _clock);
        using var log = new RecordLog<MetricRecord>(_run.Metrics, keep, HarnessJson.Compact.MetricRecord);
        events.Heard(new WorkerMessage.Started(0, 100, 10, null));
        foreach (var record in records)
        {
            log.Append(record);
            events.Heard(new WorkerMessage.Measured(record));
        }

        return log.Mark();
    }

    private List<(string Tag, long Step, float Value, double Time)> Scalars()
    {
        var events = Directory.GetFiles(_run.TensorBoard).SelectMany(Read).ToList();
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        return [.. events.Skip(1).Select(item => (Assert.Single(item.Summary.Value).Tag, item.Step, item.Summary.Value[0].SimpleValue, item.WallTime))];
    }

    /// <summary>The framing of TFRecord: length, its masked CRC-32C, data, their masked CRC-32C; little-endian.</summary>
    private static IEnumerable<Event> Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var length = reader.ReadBytes(8);
            Assert.Equal(Masked(length), reader.ReadUInt32());
            var data = reader.ReadBytes((int)BitConverter.ToUInt64(length));
            Assert.Equal(Masked(data), reader.ReadUInt32());
            yield return Event.Parser.ParseFrom(data);
        }
    }

    private static uint Masked(byte[] data) =>
        BitOperations.RotateRight(~data.Aggregate(uint.MaxValue, BitOperations.Crc32C), 15) + 0xa282ead8;

    private static MetricRecord Train(int epoch, double error) => new()
    {
        Epoch = epoch,
        Step = 10 * epoch,
        Split = Split.Train,
        Loss = 1,
        Error = error,
        LearningRate = 0.1,
        ImagesPerSecond = 100,
        ElapsedSeconds = epoch,
    };

    private static MetricRecord Test(int epoch, double error) => Train(epoch, error) with { Split = Split.Test };
}
