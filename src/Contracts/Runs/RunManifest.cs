using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Runs;

[JsonConverter(typeof(SnakeCaseEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Every planned step was taken.</summary>
    Completed,

    /// <summary>The loss stopped being a finite number; training ended there. A result, not a fault of the program.</summary>
    Diverged,
}

/// <summary>A file that belongs to a run. <paramref name="Path"/> is relative to the run's folder.</summary>
public sealed record FileDigest(string Path, [AtLeast(0)] long Bytes, string Sha256);

/// <summary>Errors are shares in [0, 1]; losses are mean cross entropies in nats.</summary>
public sealed record FinalMetrics
{
    /// <summary>Over the last epoch's own batches (<see cref="Split.Train"/>).</summary>
    [Share]
    public required double TrainError { get; init; }

    [AtLeast(0)]
    public required double? TrainLoss { get; init; }

    /// <summary>After the last epoch, in evaluation mode (<see cref="Split.TrainEvaluation"/>).</summary>
    [Share]
    public required double TrainEvaluationError { get; init; }

    [Share]
    public required double TestError { get; init; }

    [AtLeast(0)]
    public required double? TestLoss { get; init; }

    /// <summary>The smallest test error of any evaluated epoch. Chosen on the test set, hence optimistic: never the basis of a verdict.</summary>
    [Share]
    public required double BestTestError { get; init; }

    [AtLeast(1)]
    public required int BestTestEpoch { get; init; }
}

/// <summary>The machine and libraries a run was made with. Holds no names of people or hosts and no environment variables.</summary>
public sealed record MachineRecord
{
    public required string OperatingSystem { get; init; }

    public required string Processor { get; init; }

    [AtLeast(1)]
    public required int LogicalCores { get; init; }

    [Above(0)]
    public required double MemoryGibibytes { get; init; }

    /// <summary>Name of the accelerator, or null on a CPU.</summary>
    public string? Accelerator { get; init; }

    /// <summary>Null on a CPU, and in records of versions that did not note it; not written then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Above(0)]
    public double? AcceleratorMemoryGibibytes { get; init; }

    /// <summary>The accelerator's driver, for instance <c>570.124.06, CUDA 12.8</c>; null on a CPU, and not written then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DriverVersion { get; init; }

    /// <summary>As the runtime names itself: <c>.NET 10.0.12</c>.</summary>
    public required string DotNetVersion { get; init; }

    public required string TorchSharpVersion { get; init; }

    public required string LibtorchVersion { get; init; }

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>external</c>: where libtorch came from.</summary>
    [AllowedValues("cpu", "cuda", "external")]
    public required string TorchBackend { get; init; }
}

/// <summary>The state of the source tree, or unknown outside a git checkout.</summary>
public sealed record SourceRecord(string? Commit, bool? HasLocalChanges);

/// <summary>Written last into a run's folder: the run is complete exactly if this is there and its digests match.</summary>
public sealed record RunManifest : IRecord
{
    public const string SchemaName = "harness/run/1";

    public required string Schema { get; init; }

    public required RunIdentity Identity { get; init; }

    public required string IdentitySha256 { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Trainable parameters.</summary>
    [AtLeast(1)]
    public required long Parameters { get; init; }

    [AtLeast(0)]
    public required int StepsDone { get; init; }

    /// <summary>Null for a diverged run.</summary>
    public required FinalMetrics? Final { get; init; }

    /// <summary>Training and evaluation, all attempts together, in seconds.</summary>
    [AtLeast(0)]
    public required double ElapsedSeconds { get; init; }

    /// <summary>Median over the epochs' training rates.</summary>
    [AtLeast(0)]
    public required double ImagesPerSecond { get; init; }

    /// <summary>Times the worker was started; more than one after an interruption.</summary>
    [AtLeast(1)]
    public required int Attempts { get; init; }

    public required MachineRecord Machine { get; init; }

    public required SourceRecord Source { get; init; }

    public required IReadOnlyList<FileDigest> Files { get; init; }
}

/// <summary>Left beside a run that could not be finished, so that it is shown and not forgotten. A finished run removes it.</summary>
public sealed record FailureRecord : IRecord
{
    public const string SchemaName = "harness/failure/1";

    public required string Schema { get; init; }

    public required RunId Run { get; init; }

    [AtLeast(0)]
    public required int Attempts { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>The last lines the worker wrote to its log.</summary>
    public required string Message { get; init; }
}
