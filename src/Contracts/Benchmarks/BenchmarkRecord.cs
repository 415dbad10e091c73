using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Benchmarks;

/// <summary>One quantity, measured several times in one run. Quartiles lie between neighbouring values (Hyndman and Fan's seventh definition, as in R and NumPy).</summary>
public sealed record RepeatedMeasurement
{
    /// <summary>In the order in which they were measured; the repetitions of all quantities of one run go side by side.</summary>
    [MinLength(1), AtLeast(0)]
    public required IReadOnlyList<double> Values { get; init; }

    [AtLeast(0)]
    public required double Median { get; init; }

    [AtLeast(0)]
    public required double Minimum { get; init; }

    [AtLeast(0)]
    public required double LowerQuartile { get; init; }

    [AtLeast(0)]
    public required double UpperQuartile { get; init; }

    [AtLeast(0)]
    public required double Maximum { get; init; }
}

/// <summary>Who wrote the step that this project's is compared with.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReferenceProgram>))]
public enum ReferenceProgram
{
    /// <summary>TorchSharp, as its own samples write a training loop.</summary>
    Samples,

    /// <summary>PyTorch, as the seed document's program does: PIL transforms in loader processes, the loss read in every step.</summary>
    Seed,

    /// <summary>PyTorch, as it is fastest without compiling: images on the device, channels-last, bfloat16 autocast, nothing read between steps.</summary>
    Best,
}

/// <summary>The same training step in another program, measured on the same machine in the same repetitions.</summary>
public sealed record ReferenceSpeed
{
    public required ReferenceProgram Program { get; init; }

    /// <summary>As it names itself: <c>TorchSharp 0.107.0</c> or <c>PyTorch 1.13.0</c>.</summary>
    public required string Software { get; init; }

    [DeniedValues(Precision.Auto)]
    public required Precision Precision { get; init; }

    /// <summary>Threads inside one operation, of one process.</summary>
    [AtLeast(1)]
    public required int Threads { get; init; }

    /// <summary><c>noise</c> or <c>cifar-10</c>.</summary>
    [AllowedValues("noise", "cifar-10")]
    public required string Images { get; init; }

    public required RepeatedMeasurement ImagesPerSecond { get; init; }

    /// <summary>This project's images a second divided by the other's, repetition by repetition: above 1, this project is faster.</summary>
    public required RepeatedMeasurement Ratio { get; init; }
}

/// <summary>Speed and cost of the whole training step of one network in one arithmetic, on images of noise.</summary>
public sealed record ThroughputRecord
{
    public required string Model { get; init; }

    /// <summary>Never <see cref="Plans.Precision.Auto"/>.</summary>
    [DeniedValues(Precision.Auto)]
    public required Precision Precision { get; init; }

    /// <summary>Images a step of one worker.</summary>
    [AtLeast(1)]
    public required int BatchSize { get; init; }

    /// <summary>Processes side by side on the device, each with <see cref="Threads"/> threads.</summary>
    [AtLeast(1)]
    public required int Workers { get; init; }

    [AtLeast(1)]
    public required int Threads { get; init; }

    /// <summary>All workers together.</summary>
    public required RepeatedMeasurement ImagesPerSecond { get; init; }

    /// <summary>
    /// Seconds a step of the same program takes where there is next to nothing to compute: one image, one channel in every layer. What the host adds to a step
    /// is at most this, since the little arithmetic is in it too.
    /// </summary>
    public required RepeatedMeasurement HostSecondsPerStep { get; init; }

    /// <summary>Bytes of managed objects that a step makes on the training thread; tensors are not among them.</summary>
    [AtLeast(0)]
    public required long ManagedBytesPerStep { get; init; }

    /// <summary>
    /// The largest of any worker. On a CPU its resident set at its peak, runtime, libraries and images included. On a GPU what the step took of the device's
    /// memory beyond libtorch's context and the images; null with several workers there, since the driver counts all processes together.
    /// </summary>
    [AtLeast(0)]
    public required long? PeakMemoryBytes { get; init; }

    /// <summary>The samples always; PyTorch where it was asked for.</summary>
    public required IReadOnlyList<ReferenceSpeed> References { get; init; }
}

/// <summary><c>benchmark.json</c>.</summary>
public sealed record BenchmarkRecord : IRecord
{
    public const string SchemaName = "harness/benchmark/2";

    public required string Schema { get; init; }

    public required MachineRecord Machine { get; init; }

    /// <summary>This project's loop kept to algorithms that repeat bit for bit: always on a CPU, and on a GPU unless told otherwise.</summary>
    public required bool Deterministic { get; init; }

    /// <summary>Length of one measurement after its warm-up, at least.</summary>
    [Above(0)]
    public required double SecondsPerMeasurement { get; init; }

    /// <summary>Empty where only the blocks were timed.</summary>
    public required IReadOnlyList<ThroughputRecord> Results { get; init; }

    /// <summary>Null in records of versions that timed no blocks; not written then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BlockTimesRecord? Blocks { get; init; }
}
