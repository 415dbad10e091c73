using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Benchmarking;

namespace Harness.Experiments.Tests.Benchmarking;

/// <summary>The blocks are timed and described whole; how fast they are, is not asserted.</summary>
public sealed class BlockTimerTests
{
    [Fact]
    public void Every_counted_block_is_timed_forward_and_backward_in_every_repetition()
    {
        var times = Measure(repetitions: 2);

        Assert.Equal(ComparedBlock.All.Select(block => block.Id), times.Blocks.Select(block => block.Block));
        Assert.Equal((1, 32, 1, Precision.Float32, 0.001), (times.BatchSize, times.Resolution, times.Threads, times.Precision, times.SecondsPerMeasurement));
        Assert.All(times.Blocks.SelectMany(block => new[] { block.ForwardSeconds, block.BackwardSeconds }), measured =>
        {
            Assert.Equal(2, measured.Values.Count);
            Assert.All(measured.Values, seconds => Assert.True(seconds > 0));
        });
    }

    [Fact]
    public void A_line_says_median_and_range_of_both_passes()
    {
        var block = new BlockTimeRecord { Block = "basic-64", ForwardSeconds = Repetitions.Summarise([0.002, 0.001, 0.004]), BackwardSeconds = Repetitions.Summarise([0.005, 0.0061, 0.007]) };
        Assert.Equal("basic-64          batch 16: forward 2.0 ms (1.0 to 4.0), backward 6.1 ms (5.0 to 7.0), n = 3", BenchmarkLine.Of(block, 16));
    }

    // Records that were written before blocks were timed have no such member, and a record without it is written as they were.
    [Fact]
    public void A_record_without_timed_blocks_is_read_and_written_without_them()
    {
        var record = new BenchmarkRecord { Schema = BenchmarkRecord.SchemaName, Machine = SyntheticMachine.Record, Deterministic = true, SecondsPerMeasurement = 2, Results = [] };
        var text = Harness.Contracts.Files.RecordFile.Text(record, HarnessJson.Default.BenchmarkRecord);

        Assert.DoesNotContain("\"blocks\"", text, StringComparison.Ordinal);
        Assert.Null(Harness.Contracts.Files.RecordFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), "it", HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName).Blocks);
    }

    private static BlockTimesRecord Measure(int repetitions) =>
        new BlockTimer(SyntheticMachine.Record, DeviceClass.Cpu, deterministic: true, batchSize: 1, repetitions, TimeSpan.FromMilliseconds(1), TimeProvider.System).Measure();
}
