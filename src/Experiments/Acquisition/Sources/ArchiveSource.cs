using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>The archive that the data set's authors publish.</summary>
public sealed class ArchiveSource(DatasetManifest manifest, TransferLimits limits, TimeProvider time) : IDatasetSource
{
    public string Name => $"the official archive ({manifest.Archive.Address})";

    public async Task FetchAsync(string targetFolder, string workFolder, IAcquisitionLog log, CancellationToken cancellation)
    {
        var archive = Path.Combine(workFolder, manifest.Archive.File.Name + ".partial");
        using var download = new ArchiveDownload(manifest.Archive, limits, time, log);
        try
        {
            await download.FetchAsync(archive, cancellation);
        }
        catch (SlowTransferException fault)
        {
            throw new SourceException(fault.Message, fault)
            {
                LastResort = new ArchiveSource(manifest, limits with { LowestRate = 0 }, time),
            };
        }

        log.Say($"Unpacking {manifest.Archive.File.Name}.");
        await Task.Run(() => Unpack(archive, manifest, targetFolder, cancellation), cancellation);
    }

    /// <summary>Takes the manifest's files out of a copy of the official archive.</summary>
    /// <exception cref="SourceException">The archive is damaged or lacks a file.</exception>
    public static void Unpack(string archive, DatasetManifest manifest, string targetFolder, CancellationToken cancellation) =>
        TarMembers.Extract(
            archive,
            [.. manifest.Files.Select(file => new TarMember($"{manifest.Folder}/{file.Name}", file.Name, file.Bytes))],
            targetFolder,
            cancellation);
}
