using System.Globalization;

namespace Harness.Experiments.Clusters;

/// <summary>A job, or a task of a job array, as Slurm's queue shows it.</summary>
/// <param name="Job">Slurm's number of the job; of the array for a task.</param>
/// <param name="Number">The task's index in the array; null for a single job.</param>
/// <param name="State">Slurm's word, for instance <c>RUNNING</c>.</param>
/// <param name="Elapsed">Of the present attempt, in Slurm's form.</param>
/// <param name="Nodes">Empty while it waits.</param>
/// <param name="Reason">Why it waits or how it ended; <c>None</c> where there is nothing to say.</param>
internal sealed record SlurmTask(long Job, int? Number, string State, string Elapsed, string Nodes, string Reason)
{
    /// <summary>What <see cref="Parse"/> reads, as <c>squeue --format</c> takes it. Plain text: its JSON changed with almost every version.</summary>
    public const string Format = "%i|%T|%M|%N|%r";

    private static readonly HashSet<string> Ended =
    [
        "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "LAUNCH_FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "RECONFIG_FAIL", "REVOKED", "TIMEOUT",
    ];

    /// <summary>Waits or runs, or is about to end: Slurm still works on it.</summary>
    public bool IsAlive => !Ended.Contains(State);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Job}{(Number is { } number ? $"_{number}" : "")} {State}")
        + (Nodes.Length > 0 ? $" on {Nodes}" : "")
        + (State == "RUNNING" ? $", {Elapsed}" : "")
        + (Reason is "None" or "" ? "" : $" ({Reason})");

    /// <summary>Reads one line of <c>squeue</c>; null for a line that says something else.</summary>
    public static SlurmTask? Parse(string line)
    {
        var fields = line.Split('|', 5);
        if (fields.Length != 5)
        {
            return null;
        }

        var id = fields[0].Split('_', 2);
        int? number = id.Length == 2 && int.TryParse(id[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
        return long.TryParse(id[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job) && (id.Length == 1 || number is not null)
            ? new SlurmTask(job, number, fields[1], fields[2], fields[3], fields[4].Trim())
            : null;
    }
}
