using System.ComponentModel.DataAnnotations;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Benchmarks;

/// <summary>How long one block takes for one batch in training mode, alone in its process.</summary>
public sealed record BlockTimeRecord
{
    /// <summary>As in <c>architectures.json</c>: <c>basic-256</c>, <c>bottleneck-256-64</c> or <c>basic-64</c>.</summary>
    public required string Block { get; init; }

    /// <summary>From the input to the output of the last activation.</summary>
    public required RepeatedMeasurement ForwardSeconds { get; init; }

    /// <summary>From the output's gradient to those of the input and of all weights.</summary>
    public required RepeatedMeasurement BackwardSeconds { get; init; }
}

/// <summary>The blocks of the bottleneck comparison, timed in turn within each repetition: same batch, same maps, same arithmetic.</summary>
public sealed record BlockTimesRecord
{
    /// <summary>Where the blocks were timed; they can be timed again without the rest of the benchmark, and then on another machine.</summary>
    public required MachineRecord Machine { get; init; }

    /// <summary>As of the whole benchmark: only algorithms that repeat bit for bit.</summary>
    public required bool Deterministic { get; init; }

    [DeniedValues(Precision.Auto)]
    public required Precision Precision { get; init; }

    /// <summary>Threads inside one operation.</summary>
    [AtLeast(1)]
    public required int Threads { get; init; }

    /// <summary>Maps a batch.</summary>
    [AtLeast(1)]
    public required int BatchSize { get; init; }

    /// <summary>Height and width of the maps.</summary>
    [AtLeast(1)]
    public required int Resolution { get; init; }

    /// <summary>Length of one measurement of one block, at least; each value is the mean over its batches.</summary>
    [Above(0)]
    public required double SecondsPerMeasurement { get; init; }

    public required IReadOnlyList<BlockTimeRecord> Blocks { get; init; }
}
