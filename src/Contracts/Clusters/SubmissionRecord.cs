using System.ComponentModel.DataAnnotations;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Clusters;

/// <summary>What one task of a job array makes.</summary>
/// <param name="Number">The task's index in the array, from 1.</param>
/// <param name="Runs">In the order in which they are made.</param>
public sealed record SubmittedCell([AtLeast(1)] int Number, [MinLength(1)] IReadOnlyList<RunId> Runs);

/// <summary><c>submission.json</c>: what was handed to Slurm in one call, written when Slurm had taken it. Slurm's states pass; the runs' records are what counts.</summary>
public sealed record SubmissionRecord : IRecord
{
    public const string SchemaName = "harness/slurm-submission/1";

    public required string Schema { get; init; }

    /// <summary>Slurm's number of the job array that trains.</summary>
    [AtLeast(1)]
    public required long ArrayJob { get; init; }

    /// <summary>Slurm's number of the job that analyses and writes the report when all cells have ended; null where it could not be submitted.</summary>
    [AtLeast(1)]
    public required long? CollectJob { get; init; }

    public required IReadOnlyList<SubmittedCell> Cells { get; init; }

    /// <summary>Used again by the next submission that names none.</summary>
    public required SlurmSite Site { get; init; }
}
