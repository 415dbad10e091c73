using System.Collections.Immutable;

namespace Harness.Experiments.Acquisition;

/// <summary>
/// What a copy of the data set must be, to the bit, and where it can be had. The files' digests decide: any source that yields these bytes is the data set.
/// </summary>
public sealed record DatasetManifest
{
    /// <summary>The name by which messages call the data set.</summary>
    public required string Name { get; init; }

    /// <summary>The folder inside the official archive that holds the files; a copy may keep it or not.</summary>
    public required string Folder { get; init; }

    /// <summary>The training batches in their published order, then the test batch.</summary>
    public required ImmutableArray<PublishedFile> Files { get; init; }

    /// <summary>SHA-256 over all files, joined in the order of <see cref="Files"/>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The official archive, a gzip-compressed tar file.</summary>
    public required PublishedArchive Archive { get; init; }

    /// <summary>The npm package that holds the same images as PNG files.</summary>
    public required PublishedPackage Package { get; init; }
}

/// <param name="Address">Where the publisher serves the file; redirects are followed.</param>
/// <param name="File">What must arrive.</param>
public sealed record PublishedArchive(Uri Address, PublishedFile File);

/// <param name="Specifier">Name and exact version in the npm client's notation.</param>
/// <param name="File">The tarball as the npm client names it.</param>
/// <param name="Sha512">npm's integrity value without its <c>sha512-</c> prefix: base64.</param>
/// <param name="TrainingLabels">The JSON file that holds the labels of all training batches, one integer an image.</param>
/// <param name="TestLabels">The JSON file that holds the labels of the test batch.</param>
public sealed record PublishedPackage(string Specifier, PublishedFile File, string Sha512, string TrainingLabels, string TestLabels);
