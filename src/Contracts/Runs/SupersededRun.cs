using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Runs;

/// <summary>Keeps what stood in a run's place and is not the run that is wanted: it is moved, never deleted.</summary>
public static class SupersededRun
{
    /// <summary>Moves the run's folder out of the way, to a name that tells what it was.</summary>
    /// <returns>Where it is now.</returns>
    /// <exception cref="HarnessException">The results folder cannot be written to.</exception>
    public static string SetAside(ResultsLayout layout, RunId run)
    {
        var from = layout.Run(run);
        var mark = File.Exists(from.Manifest) ? ContentDigest.Abbreviate(ContentDigest.OfFile(from.Manifest)) : "unfinished";
        var stem = Path.Combine(layout.Superseded, run.Arm, $"seed-{run.Seed}-{mark}");
        var to = stem;
        for (var number = 2; Directory.Exists(to); number++)
        {
            to = $"{stem}-{number}";
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            Directory.Move(from.Folder, to);
            return to;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot move {from.Folder} to {to} ({fault.Message}). Make the results folder writable and run the same command again.", fault);
        }
    }
}
