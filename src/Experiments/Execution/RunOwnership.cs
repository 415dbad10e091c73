using System.Security.Cryptography;
using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Experiments.Execution;

/// <summary>Another process has begun to make the run that this one was making. This one has stopped and has written nothing since.</summary>
internal sealed class RunTakenOverException(string message) : HarnessException(message);

/// <summary>
/// Says whose a run's folder is, for places where locks are not to be relied on: a network file system may not pass them on, and one that does drops the locks of a machine
/// that is cut off, while its processes go on. The newest process owns the folder. An older one finds out before it writes the next time and stops, so that it cannot spoil
/// what the newer one makes or has finished.
/// </summary>
/// <remarks>
/// What remains is the moment between looking and writing, some milliseconds, and what a network file system takes to show a new file to another machine (NFS: up to a minute
/// by default). A record that was spoilt in that time is found by its digests, and made again.
/// </remarks>
internal sealed class RunOwnership
{
    private readonly RunLayout _run;
    private readonly string _mark = RandomNumberGenerator.GetHexString(32);

    /// <summary>Takes the folder over.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public RunOwnership(RunLayout run)
    {
        _run = run;
        AtomicFile.WriteTransientText(run.Owner, _mark);
    }

    /// <summary>To be called before every write to the record.</summary>
    /// <exception cref="RunTakenOverException">The folder is another process's.</exception>
    public void Require()
    {
        if (Read() != _mark)
        {
            throw new RunTakenOverException($"Another process has taken over {_run.Folder}, and goes on with the run. This one has stopped, and has changed nothing since.");
        }
    }

    /// <summary>The record is finished and nobody's any more.</summary>
    public void Release() => File.Delete(_run.Owner);

    /// <returns>Null if the run was finished, or moved away.</returns>
    private string? Read()
    {
        try
        {
            return File.ReadAllText(_run.Owner);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot read {_run.Owner} ({fault.Message}). See whether the results folder is still there, and run the same command again.", fault);
        }
    }
}
