using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Experiments.Benchmarking;

namespace Harness.Experiments.Tests.Benchmarking;

public sealed class BenchmarkRoundTests
{
    private static readonly BenchmarkSetting Setting = new(Precision.Bfloat16, 2);

    [Fact]
    public void Workers_are_summed_and_repetitions_summarised()
    {
        var record = BenchmarkRound.Describe("resnet-20", Setting, 0, [Round(100, 50), Round(60, 40), Round(120, 48)]);
        Assert.Equal([200, 120, 240], record.ImagesPerSecond.Values);
        Assert.Equal(200, record.ImagesPerSecond.Median);
        Assert.Equal(0.002, record.HostSecondsPerStep.Median);
        Assert.Equal(30_000, record.ManagedBytesPerStep);
        Assert.Equal(2_000, record.PeakMemoryBytes);
        Assert.Equal((2, 1, 128), (record.Workers, record.Threads, record.BatchSize));
        var samples = Assert.Single(record.References);
        Assert.Equal([4, 3, 5], samples.Ratio.Values);
        Assert.Equal((4.0, ReferenceProgram.Samples, Precision.Float32, 2), (samples.Ratio.Median, samples.Program, samples.Precision, samples.Threads));
    }

    [Fact]
    public void Device_memory_is_not_told_where_several_workers_share_the_device()
    {
        Assert.Null(BenchmarkRound.Describe("resnet-20", Setting, 0, [Round(100, 50, isResidentSet: false)]).PeakMemoryBytes);
        Assert.Equal(2_000, BenchmarkRound.Describe("resnet-20", Setting with { Workers = 1 }, 0, [Round(100, 50, isResidentSet: false)]).PeakMemoryBytes);
    }

    [Fact]
    public void A_line_says_median_spread_ratio_and_cost()
    {
        var line = BenchmarkLine.Of(BenchmarkRound.Describe("resnet-20", Setting, 0, [Round(100, 50), Round(60, 40), Round(120, 48)]));
        Assert.Equal(
            "resnet-20  bfloat16 2 workers: 200 images/s (120 to 240, n = 3); 4.00 times TorchSharp's samples (48); host at most 2.00 ms a step, 29 KiB of managed objects, peak memory 0 MiB",
            line);
    }

    private static BenchmarkRound Round(double ofOneWorker, double ofSamples, bool isResidentSet = true) => new(
        [[new(ofOneWorker, 0.001, 20_000, 1_000, isResidentSet), new(ofOneWorker, 0.003, 30_000, 2_000, isResidentSet)]],
        [new(ReferenceProgram.Samples, "TorchSharp 0.107.0", Precision.Float32, 2, "noise", ofSamples)]);
}
