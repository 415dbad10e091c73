using Harness.Contracts.Files;
using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>The official archive, still packed, in the folder that the user named: carried there by hand, for a machine without a network.</summary>
public sealed class LocalArchiveSource(DatasetManifest manifest, string folder) : IDatasetSource
{
    public string Name => $"the archive in {folder}";

    private string Archive => Path.Combine(folder, manifest.Archive.File.Name);

    public async Task FetchAsync(string targetFolder, string workFolder, IAcquisitionLog log, CancellationToken cancellation)
    {
        if (!File.Exists(Archive))
        {
            throw new SourceException($"it holds neither the published files nor {manifest.Archive.File.Name}");
        }

        try
        {
            var found = ContentDigest.OfFile(Archive);
            if (found != manifest.Archive.File.Sha256)
            {
                throw new SourceException($"the SHA-256 of {manifest.Archive.File.Name} is {found}, published is {manifest.Archive.File.Sha256}");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{Archive} cannot be read: {fault.Message}", fault);
        }

        log.Say($"Unpacking {Archive}.");
        await Task.Run(() => ArchiveSource.Unpack(Archive, manifest, targetFolder, cancellation), cancellation);
    }
}
