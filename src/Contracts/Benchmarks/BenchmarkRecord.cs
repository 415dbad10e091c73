using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Benchmarks;

/// <summary>Speed of the whole training step of one model in one way of writing it.</summary>
public sealed record ThroughputRecord
{
    public required string Model { get; init; }

    /// <summary><c>harness</c>: this project's loop. <c>samples</c>: the loop as TorchSharp's samples write it, on the same machine in the same run.</summary>
    public required string Loop { get; init; }

    public required Precision Precision { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>One-thread workers side by side, or 1 with <see cref="Threads"/> threads.</summary>
    public required int Workers { get; init; }

    public required int Threads { get; init; }

    /// <summary>All workers together, one value a repetition, in order.</summary>
    public required IReadOnlyList<double> ImagesPerSecond { get; init; }

    public required double Median { get; init; }
}

/// <summary><c>benchmark.json</c>.</summary>
public sealed record BenchmarkRecord : IRecord
{
    public const string SchemaName = "harness/benchmark/1";

    public required string Schema { get; init; }

    public required MachineRecord Machine { get; init; }

    public required IReadOnlyList<ThroughputRecord> Results { get; init; }
}
