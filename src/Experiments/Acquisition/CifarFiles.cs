using System.Collections.Immutable;
using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Experiments.Acquisition;

/// <summary>The six binary files of CIFAR-10 on this machine. Whoever holds this object has files whose every byte was verified.</summary>
public sealed class CifarFiles
{
    private CifarFiles(string folder, DatasetManifest manifest)
    {
        Folder = folder;
        TrainingBatches = [.. manifest.Files[..^1].Select(file => Path.Combine(folder, file.Name))];
        TestBatch = Path.Combine(folder, manifest.Files[^1].Name);
        Sha256 = manifest.Sha256;
    }

    /// <summary>The folder that holds the files themselves.</summary>
    public string Folder { get; }

    /// <summary>Paths of the five training files, in their published order; 10,000 records each.</summary>
    public ImmutableArray<string> TrainingBatches { get; }

    /// <summary>Path of the test file; 10,000 records.</summary>
    public string TestBatch { get; }

    /// <summary>SHA-256 over the six files joined in order: the training batches, then the test batch.</summary>
    public string Sha256 { get; }

    /// <summary>Finds a verified copy: in <paramref name="dataFolder"/> or <c>CIFAR10_DIR</c>, else beside the program, else in the per-machine cache. Acquires nothing.</summary>
    /// <param name="dataFolder">A folder with the files, directly or in <c>cifar-10-batches-bin</c>; null for <c>CIFAR10_DIR</c>, if set.</param>
    /// <param name="cacheFolder">The cache; null for the user's own.</param>
    /// <exception cref="HarnessException">No folder holds all six files with their published SHA-256.</exception>
    public static CifarFiles Find(string? dataFolder, string? cacheFolder) =>
        FindIn(DatasetFolders.Resolve(dataFolder, cacheFolder, Environment.GetEnvironmentVariable, AppContext.BaseDirectory), PublishedCifar10.Manifest);

    /// <inheritdoc cref="Find(string?, string?)"/>
    public static CifarFiles FindIn(DatasetFolders folders, DatasetManifest manifest) =>
        TryFind(folders, manifest, out var rejected)
        ?? throw new HarnessException(
            $"There is no verified copy of {manifest.Name} on this machine. {string.Join(" ", rejected.Select(inspection => inspection.Describe()))} "
            + $"Run `dotnet cake --target=Download`, or name a folder that holds the files with --data or {DatasetFolders.LocalVariable}.");

    /// <summary>Finds a verified copy; null if there is none.</summary>
    /// <param name="rejected">What was found in the folders that were tried before the good one.</param>
    public static CifarFiles? TryFind(DatasetFolders folders, DatasetManifest manifest, out List<DatasetInspection> rejected)
    {
        rejected = [];
        foreach (var folder in folders.InOrder)
        {
            var inspection = DatasetInspection.Of(folder, manifest);
            if (inspection.IsVerified)
            {
                return new CifarFiles(inspection.Folder, manifest);
            }

            rejected.Add(inspection);
        }

        return null;
    }

    /// <summary>Copies the files into <paramref name="folder"/>, in the folder that the official archive has for them, and verifies the copy.</summary>
    /// <exception cref="HarnessException">The folder cannot be written, or the copy is not as published.</exception>
    public static CifarFiles Copy(CifarFiles files, string folder, DatasetManifest manifest)
    {
        var target = Path.Combine(Path.GetFullPath(folder), manifest.Folder);
        foreach (var path in files.TrainingBatches.Append(files.TestBatch))
        {
            AtomicFile.Write(Path.Combine(target, Path.GetFileName(path)), copy =>
            {
                using var original = File.OpenRead(path);
                original.CopyTo(copy);
            });
        }

        var inspection = DatasetInspection.OfExactly(target, manifest);
        return inspection.IsVerified ? new CifarFiles(target, manifest) : throw new HarnessException($"The copy of {manifest.Name} is not as published. {inspection.Describe()}");
    }
}
