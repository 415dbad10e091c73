using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Merging;

/// <summary>Carries a merge out. A run is copied to a folder beside its place and put there in one step, so an interrupted merge is gone on with by repeating it.</summary>
internal sealed class ResultsMerge(MergePlan merge)
{
    private readonly ResultsLayout _target = merge.Target;

    /// <summary>Where unfinished records of the target went that a finished run has replaced.</summary>
    public IReadOnlyList<string> SetAside { get; private set; } = [];

    /// <summary>Copies the plan first: a target with runs always says whose they are.</summary>
    /// <exception cref="HarnessException">The target is in use or cannot be written to, or a source changed while it was copied.</exception>
    public void CarryOut()
    {
        using var held = FolderLock.Take(_target.Lock, $"Another process works on {_target.Folder}. Wait for it, or stop it first.");
        var first = merge.Folders[0].Layout;
        if (!File.Exists(_target.Plan))
        {
            Copy(first.Plan, _target.Plan, ContentDigest.OfFile(first.Plan));
        }

        SetAside = [.. merge.Chosen.Where(chosen => !merge.IsTarget(chosen.From)).Select(Put).OfType<string>()];
        foreach (var (run, from) in merge.GivenUp)
        {
            var record = from.Layout.Run(run).Failure;
            Copy(record, _target.Run(run).Failure, ContentDigest.OfFile(record));
        }

        if (merge.ArchitecturesFrom is { } source && !merge.IsTarget(source))
        {
            Copy(source.Layout.Architectures, _target.Architectures, source.ArchitecturesSha256!);
        }
    }

    /// <returns>Where an unfinished record went that stood in the run's place; null if there was none.</returns>
    private string? Put(ChosenRun chosen)
    {
        var run = chosen.Run;
        var partial = _target.PartialRun(run);
        if (Directory.Exists(partial.Folder))
        {
            Directory.Delete(partial.Folder, recursive: true);
        }

        var source = chosen.From.Layout.Run(run);
        var inspected = chosen.From[run];
        foreach (var file in inspected.Manifest!.Files.Where(file => !inspected.AbsentFiles.Contains(file.Path)))
        {
            Copy(Path.Combine(source.Folder, file.Path), Path.Combine(partial.Folder, file.Path), file.Sha256);
        }

        Copy(source.Manifest, partial.Manifest, inspected.Record.ManifestSha256!);
        var aside = SetAsideUnfinished(run);
        // Refuses if a run's folder has appeared there meanwhile.
        Directory.Move(partial.Folder, _target.Run(run).Folder);
        return aside;
    }

    private string? SetAsideUnfinished(RunId run)
    {
        if (!merge.Unfinished.Any(unfinished => unfinished.Run.Run == run && merge.IsTarget(unfinished.Folder)))
        {
            return null;
        }

        using var held = FolderLock.Take(_target.Run(run).Lock, $"{run} is being trained in {_target.Folder}. Wait for it, or stop it first, then run the merge again.");
        return SupersededRun.SetAside(_target, run);
    }

    private static void Copy(string from, string to, string sha256)
    {
        AtomicFile.Write(to, stream =>
        {
            using var source = RegularFile.OpenRead(from);
            source.CopyTo(stream);
        });
        if (ContentDigest.OfFile(to) != sha256)
        {
            throw new HarnessException($"{from} was changed while it was copied to {to}. Run the merge again when nothing works on that folder.");
        }
    }
}
