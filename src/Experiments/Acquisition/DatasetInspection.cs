using System.Collections.Immutable;
using Harness.Contracts.Files;

namespace Harness.Experiments.Acquisition;

/// <summary>What a folder holds of a data set, found by reading every byte of it.</summary>
public sealed class DatasetInspection
{
    private DatasetInspection(string folder, ImmutableArray<string> faults, bool isEmpty)
    {
        Folder = folder;
        Faults = faults;
        IsEmpty = isEmpty;
    }

    /// <summary>The folder in which the files were looked for.</summary>
    public string Folder { get; }

    /// <summary>One sentence for each file that is not as published; none in a good copy.</summary>
    public ImmutableArray<string> Faults { get; }

    /// <summary>True when none of the files is there: nothing is damaged, there is just no copy.</summary>
    public bool IsEmpty { get; }

    public bool IsVerified => Faults.IsEmpty;

    /// <summary>Inspects <paramref name="folder"/>, or the manifest's folder inside it if files are there.</summary>
    public static DatasetInspection Of(string folder, DatasetManifest manifest)
    {
        var inner = Path.Combine(folder, manifest.Folder);
        var place = manifest.Files.Any(file => File.Exists(Path.Combine(inner, file.Name))) ? inner : folder;
        return OfExactly(place, manifest);
    }

    /// <summary>Inspects the files that lie in <paramref name="folder"/> itself.</summary>
    public static DatasetInspection OfExactly(string folder, DatasetManifest manifest)
    {
        var faults = new string?[manifest.Files.Length];

        // One file per core: hashing 184 MB is most of the time of a call that finds everything in place.
        Parallel.For(0, faults.Length, index => faults[index] = Fault(Path.Combine(folder, manifest.Files[index].Name), manifest.Files[index]));

        var isEmpty = !manifest.Files.Any(file => File.Exists(Path.Combine(folder, file.Name)));
        return new DatasetInspection(folder, [.. faults.OfType<string>()], isEmpty);
    }

    /// <summary>All faults, or that there is no copy at all, as one line.</summary>
    public string Describe() =>
        IsVerified ? $"{Folder}: all files have their published SHA-256."
        : IsEmpty ? $"{Folder}: {(Directory.Exists(Folder) ? "none of the files is there" : "no such folder")}."
        : $"{Folder}: {string.Join(" ", Faults)}";

    private static string? Fault(string path, PublishedFile expected)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return $"{expected.Name} is missing.";
            }

            if (file.Length != expected.Bytes)
            {
                return $"{expected.Name} has {file.Length:N0} bytes, published are {expected.Bytes:N0}.";
            }

            var found = ContentDigest.OfFile(path);
            return found == expected.Sha256 ? null : $"{expected.Name} is damaged: its SHA-256 is {found}, published is {expected.Sha256}.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{expected.Name} cannot be read: {fault.Message}";
        }
    }
}
