using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>A place from which the files of the data set can be had.</summary>
public interface IDatasetSource
{
    /// <summary>The source as a phrase that fits into a sentence, such as "the official archive".</summary>
    string Name { get; }

    /// <summary>Makes the manifest's files in <paramref name="targetFolder"/>. The caller verifies them; a source is never trusted.</summary>
    /// <param name="targetFolder">An empty folder for the files.</param>
    /// <param name="workFolder">A folder for what is needed on the way. What is left in it is there again at the next call.</param>
    /// <exception cref="SourceException">This source cannot give the files; the next may.</exception>
    Task FetchAsync(string targetFolder, string workFolder, IAcquisitionLog log, CancellationToken cancellation);
}
