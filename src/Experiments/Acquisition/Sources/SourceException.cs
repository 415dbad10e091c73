namespace Harness.Experiments.Acquisition.Sources;

/// <summary>One source failed. The message is the reason; the next source is tried.</summary>
public sealed class SourceException : Exception
{
    public SourceException(string message)
        : base(message)
    {
    }

    public SourceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A source to try after all others: slow, but better than nothing. Null when trying again is useless.</summary>
    public IDatasetSource? LastResort { get; init; }
}
