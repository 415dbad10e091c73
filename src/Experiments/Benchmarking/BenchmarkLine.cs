using System.Globalization;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Benchmarking;

/// <summary>A measured setting as a person reads it in the terminal.</summary>
internal static class BenchmarkLine
{
    public static string Of(ThroughputRecord record)
    {
        var rate = record.ImagesPerSecond;
        var workers = record.Workers == 1 ? "1 worker" : string.Create(CultureInfo.InvariantCulture, $"{record.Workers} workers");
        var ratios = string.Concat(record.References.Select(reference => string.Create(
            CultureInfo.InvariantCulture, $"; {reference.Ratio.Median:F2} times {NameOf(reference)} ({reference.ImagesPerSecond.Median:N0})")));
        var memory = record.PeakMemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", peak memory {bytes / (double)(1 << 20):N0} MiB") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Model,-10} {NameOf(record.Precision),-8} {workers}: {rate.Median:N0} images/s ({rate.Minimum:N0} to {rate.Maximum:N0}, n = {rate.Values.Count}){ratios}; host at most {1_000 * record.HostSecondsPerStep.Median:F2} ms a step, {record.ManagedBytesPerStep / 1024.0:F0} KiB of managed objects{memory}");
    }

    public static string Of(BlockTimeRecord block, int batchSize) => string.Create(
        CultureInfo.InvariantCulture,
        $"{block.Block,-17} batch {batchSize}: forward {Milliseconds(block.ForwardSeconds)}, backward {Milliseconds(block.BackwardSeconds)}, n = {block.ForwardSeconds.Values.Count}");

    private static string Milliseconds(RepeatedMeasurement seconds) => string.Create(
        CultureInfo.InvariantCulture, $"{1_000 * seconds.Median:F1} ms ({1_000 * seconds.Minimum:F1} to {1_000 * seconds.Maximum:F1})");

    private static string NameOf(ReferenceSpeed reference) => reference.Program switch
    {
        ReferenceProgram.Samples => "TorchSharp's samples",
        ReferenceProgram.Seed => "the seed's PyTorch program",
        _ => "PyTorch at its best",
    };

    private static string NameOf(Precision precision) => precision == Precision.TensorFloat32 ? "TF32" : precision.ToString().ToLowerInvariant();
}
