using System.Globalization;

namespace Harness.Experiments.Acquisition.Progress;

/// <summary>Plain lines for logs and pipes: every sentence, and the _state of a transfer every few seconds.</summary>
public sealed class LineLog(TextWriter writer, TimeProvider time) : IAcquisitionLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TransferRate? _rate;
    private long _spoken;
    private (long Bytes, long Total) _state;

    public void Say(string sentence) => writer.WriteLine(sentence);

    public void Transferring(string name, long bytes, long total)
    {
        _state = (bytes, total);
        if (_rate is null)
        {
            _rate = new TransferRate(Interval, time);
            _spoken = time.GetTimestamp();
        }

        _rate.Note(bytes);
        if (time.GetElapsedTime(_spoken) >= Interval)
        {
            _spoken = time.GetTimestamp();
            var left = _rate.Remaining(total) is { } remaining ? $", {Quantities.Duration(remaining)} left" : "";
            writer.WriteLine($"  {name}: {Line()}{left}");
        }
    }

    public void EndTransfer(string name)
    {
        if (_rate is not null)
        {
            writer.WriteLine($"  {name}: {Line()}");
            _rate = null;
        }
    }

    private string Line()
    {
        var percent = (100.0 * _state.Bytes / _state.Total).ToString("0", CultureInfo.InvariantCulture);
        var speed = _rate?.BytesPerSecond is { } value ? $", {Quantities.Rate(value)}" : "";
        return $"{Quantities.Megabytes(_state.Bytes)} of {Quantities.Megabytes(_state.Total)} ({percent} %){speed}";
    }
}
