using System.Diagnostics;
using System.Globalization;

namespace Harness.Experiments.Soaking;

/// <summary>What is killed.</summary>
internal enum Victim
{
    /// <summary>One worker; the coordinator has to notice and start it again.</summary>
    Worker,

    /// <summary>The coordinator alone; its workers have to notice, save and end.</summary>
    Coordinator,

    /// <summary>Coordinator and workers at once, as when a machine fails.</summary>
    Everything,
}

/// <summary>Kills processes with SIGKILL, which none of them can catch.</summary>
internal static class Killing
{
    /// <summary>Kills <paramref name="victim"/>, or the coordinator where it has no worker yet.</summary>
    /// <param name="coordinator">A running coordinator.</param>
    /// <param name="victim">Whom to kill.</param>
    /// <param name="pick">Picks one of so many workers.</param>
    /// <returns>What was killed.</returns>
    public static Victim Kill(Process coordinator, Victim victim, Func<int, int> pick)
    {
        var workers = ChildrenOf(coordinator.Id);
        if (victim == Victim.Worker && workers.Count > 0)
        {
            KillOne(workers[pick(workers.Count)]);
            return Victim.Worker;
        }

        coordinator.Kill();
        if (victim != Victim.Everything)
        {
            return Victim.Coordinator;
        }

        foreach (var worker in workers)
        {
            KillOne(worker);
        }

        return Victim.Everything;
    }

    private static void KillOne(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            // It ended by itself in this very moment.
        }
    }

    private static List<int> ChildrenOf(int process)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{process}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // The process ended while it was looked at.
            return [];
        }
    }
}
