namespace Harness.Experiments.Acquisition;

/// <summary>A file as its publisher describes it: name, length and content are all known before anything is read.</summary>
/// <param name="Name">File name without a folder.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
public sealed record PublishedFile(string Name, long Bytes, string Sha256);
