namespace Harness.Experiments.Acquisition.Progress;

/// <summary>The rate of a transfer over the last seconds, so that a change shows soon and a single burst does not.</summary>
/// <param name="window">The time over which the rate is taken.</param>
/// <param name="time">The clock.</param>
public sealed class TransferRate(TimeSpan window, TimeProvider time)
{
    private readonly Queue<(long Timestamp, long Bytes)> _samples = new();
    private (long Timestamp, long Bytes) _newest;

    /// <summary>Bytes per second over the window, or since the first sample; null before time has passed.</summary>
    public double? BytesPerSecond =>
        _samples.Count > 0 && Span > TimeSpan.Zero ? (_newest.Bytes - _samples.Peek().Bytes) / Span.TotalSeconds : null;

    /// <summary>True once the samples span the whole window.</summary>
    public bool IsSettled => _samples.Count > 0 && Span >= window;

    private TimeSpan Span => time.GetElapsedTime(_samples.Peek().Timestamp, _newest.Timestamp);

    /// <summary>Notes that <paramref name="bytes"/> are here now. The first call sets the start, so that bytes of an earlier call do not count.</summary>
    public void Note(long bytes)
    {
        _newest = (time.GetTimestamp(), bytes);
        _samples.Enqueue(_newest);

        // The oldest sample stays until the next one is itself a whole window old.
        while (_samples.Count > 1 && time.GetElapsedTime(_samples.ElementAt(1).Timestamp, _newest.Timestamp) >= window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>The time until <paramref name="total"/> bytes are here at the present rate; null if nothing moves.</summary>
    public TimeSpan? Remaining(long total) =>
        BytesPerSecond is > 0 and var rate ? TimeSpan.FromSeconds(Math.Min((total - _newest.Bytes) / rate, TimeSpan.FromDays(999).TotalSeconds)) : null;
}
