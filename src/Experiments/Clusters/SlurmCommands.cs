using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Consoles;

namespace Harness.Experiments.Clusters;

/// <summary>Slurm's own programs. Each call has a time limit, since they wait for ever for a controller that does not answer.</summary>
/// <param name="limit">Longest time of one call.</param>
internal sealed class SlurmCommands(TimeSpan limit)
{
    /// <summary>Hands a job to Slurm.</summary>
    /// <param name="arguments">Of <c>sbatch</c>: options, the script, and the script's arguments.</param>
    /// <param name="stop">Ends the call; the job may be submitted nevertheless.</param>
    /// <returns>The job's number.</returns>
    /// <exception cref="HarnessException">There is no Slurm, it does not answer, or it refuses the job.</exception>
    public async Task<long> SubmitAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var said = await CallAsync("sbatch", ["--parsable", .. arguments], stop);
        // With several clusters, the cluster's name follows a semicolon.
        return long.TryParse(said.Trim().Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job)
            ? job
            : throw new HarnessException($"sbatch answered '{said.Trim()}'. Expected the number of the job; see with 'squeue --me' whether one was made.");
    }

    /// <summary>The user's jobs and tasks that Slurm still remembers, ended ones too; it forgets those after some minutes.</summary>
    /// <exception cref="HarnessException">There is no Slurm, or it does not answer.</exception>
    public async Task<IReadOnlyList<SlurmTask>> FindTasksAsync(CancellationToken stop)
    {
        var said = await CallAsync("squeue", ["--noheader", "--array", "--states=all", "--me", $"--format={SlurmTask.Format}"], stop);
        return [.. said.Split('\n').Select(SlurmTask.Parse).OfType<SlurmTask>()];
    }

    private async Task<string> CallAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var result = await ExternalProgram.RunAsync(program, arguments, limit, "Slurm's controller does not answer: see with 'sinfo' whether the cluster is up, and try again then.", stop)
            ?? throw new HarnessException($"There is no {program} on the PATH. Call this where jobs are submitted: on a login node, or a machine with Debian's slurm-client and the cluster's configuration.");
        return result.ExitCode == 0
            ? result.Output
            : throw new HarnessException($"{program} failed (exit code {result.ExitCode}): {Reason(result)}");
    }

    private static string Reason(ProgramResult result)
    {
        var lines = (result.Error + result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing." : string.Join(" ", lines.Take(3));
    }
}
