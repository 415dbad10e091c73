using System.Globalization;

namespace Harness.Experiments.Acquisition.Progress;

/// <summary>Plain lines for logs and pipes: every sentence, and the state of a transfer every few seconds.</summary>
public sealed class LineLog(TextWriter writer, TimeProvider time) : IAcquisitionLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TransferRate? rate;
    private long spoken;
    private (long Bytes, long Total) state;

    public void Say(string sentence) => writer.WriteLine(sentence);

    public void Transferring(string name, long bytes, long total)
    {
        state = (bytes, total);
        if (rate is null)
        {
            rate = new TransferRate(Interval, time);
            spoken = time.GetTimestamp();
        }

        rate.Note(bytes);
        if (time.GetElapsedTime(spoken) >= Interval)
        {
            spoken = time.GetTimestamp();
            var left = rate.Remaining(total) is { } remaining ? $", {Quantities.Duration(remaining)} left" : "";
            writer.WriteLine($"  {name}: {Line()}{left}");
        }
    }

    public void EndTransfer(string name)
    {
        if (rate is not null)
        {
            writer.WriteLine($"  {name}: {Line()}");
            rate = null;
        }
    }

    private string Line()
    {
        var percent = (100.0 * state.Bytes / state.Total).ToString("0", CultureInfo.InvariantCulture);
        var speed = rate?.BytesPerSecond is { } value ? $", {Quantities.Rate(value)}" : "";
        return $"{Quantities.Megabytes(state.Bytes)} of {Quantities.Megabytes(state.Total)} ({percent} %){speed}";
    }
}
