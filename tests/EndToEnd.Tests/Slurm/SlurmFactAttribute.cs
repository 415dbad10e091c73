namespace Harness.EndToEnd.Tests.Slurm;

/// <summary>A test that starts a Slurm of its own; skipped where its programs are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute()
    {
        if (SlurmPrograms.Missing is { Count: > 0 } missing)
        {
            Skip = $"needs Slurm; there is no {string.Join(", ", missing)} (apt-get install slurmctld slurmd slurm-client)";
        }
    }
}

/// <summary>Slurm's programs on this machine. Its daemons lie where an ordinary user's PATH does not lead.</summary>
internal static class SlurmPrograms
{
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/sbin"];

    public static IReadOnlyList<string> Missing { get; } = [.. new[] { "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "sinfo" }.Where(name => Find(name) is null)];

    /// <summary>The path of one of Slurm's programs.</summary>
    public static string Path(string name) => Find(name) ?? throw new InvalidOperationException($"There is no {name}.");

    private static string? Find(string name) => Folders.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
