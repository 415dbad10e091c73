using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Tests;

/// <summary>A benchmark record of invented numbers: nothing was timed.</summary>
internal static class SyntheticBenchmark
{
    public static BenchmarkRecord Record(MachineRecord machine, params ReferenceProgram[] references) => new()
    {
        Schema = BenchmarkRecord.SchemaName,
        Machine = machine,
        Deterministic = true,
        SecondsPerMeasurement = 2,
        Results =
        [
            Result("resnet-20", Precision.Float32, 1_000, 600L << 20, references),
            Result("resnet-20", Precision.Bfloat16, 2_000, peakMemory: null, references),
        ],
        Blocks = Blocks(machine),
    };

    /// <param name="bottleneck">Seconds of the bottleneck's forward pass; the wide block takes 0.4, and every backward pass twice as long as its forward pass.</param>
    public static BlockTimesRecord Blocks(MachineRecord machine, double bottleneck = 0.04) => new()
    {
        Machine = machine,
        Deterministic = true,
        Precision = Precision.Float32,
        Threads = 1,
        BatchSize = 16,
        Resolution = 56,
        SecondsPerMeasurement = 0.5,
        Blocks = [Time("basic-256", 0.4), Time("bottleneck-256-64", bottleneck), Time("basic-64", 0.032)],
    };

    // Each repetition is as slow for all blocks: the ratios do not vary.
    private static BlockTimeRecord Time(string block, double forward) => new()
    {
        Block = block,
        ForwardSeconds = Three(0.9 * forward, forward, 1.1 * forward),
        BackwardSeconds = Three(1.8 * forward, 2 * forward, 2.2 * forward),
    };

    private static ThroughputRecord Result(string model, Precision precision, double rate, long? peakMemory, ReferenceProgram[] references) => new()
    {
        Model = model,
        Precision = precision,
        BatchSize = 128,
        Workers = 2,
        Threads = 1,
        ImagesPerSecond = Three(0.9 * rate, rate, 1.1 * rate),
        HostSecondsPerStep = Three(0.001, 0.00125, 0.0015),
        ManagedBytesPerStep = 27_720,
        PeakMemoryBytes = peakMemory,
        References =
        [
            .. references.Select((program, place) => new ReferenceSpeed
            {
                Program = program,
                Software = program == ReferenceProgram.Samples ? "TorchSharp 0.107.0" : "PyTorch 1.13.0",
                Precision = program == ReferenceProgram.Best ? Precision.Bfloat16 : Precision.Float32,
                Threads = 2,
                Images = "noise",
                ImagesPerSecond = Three(450, 500, 550),
                Ratio = Three(rate / 500 / (place + 1.1), rate / 500 / (place + 1), rate / 500 / (place + 0.9)),
            }),
        ],
    };

    private static RepeatedMeasurement Three(double low, double middle, double high) => new()
    {
        Values = [middle, low, high],
        Median = middle,
        Minimum = low,
        LowerQuartile = (low + middle) / 2,
        UpperQuartile = (middle + high) / 2,
        Maximum = high,
    };
}
