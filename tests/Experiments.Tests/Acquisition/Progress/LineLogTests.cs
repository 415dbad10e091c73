using System.Globalization;
using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Tests.Acquisition.Progress;

public sealed class LineLogTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _writer = new(CultureInfo.InvariantCulture);

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_transfer_is_told_every_five_seconds_with_rate_and_remaining_time()
    {
        var log = new LineLog(_writer, _time);
        for (var second = 0; second <= 10; second++)
        {
            log.Transferring("file", 1_000_000 * second, 50_000_000);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        log.EndTransfer("file");

        Assert.Equal(
            """
              file: 5.0 MB of 50.0 MB (10 %), 1.0 MB/s, 45 s left
              file: 10.0 MB of 50.0 MB (20 %), 1.0 MB/s, 40 s left
              file: 10.0 MB of 50.0 MB (20 %), 1.0 MB/s

            """,
            _writer.ToString());
    }

    [Fact]
    public void Bytes_of_an_earlier_call_do_not_count_as_speed()
    {
        var log = new LineLog(_writer, _time);
        log.Transferring("file", 30_000_000, 40_000_000);
        _time.Advance(TimeSpan.FromSeconds(5));
        log.Transferring("file", 30_500_000, 40_000_000);

        Assert.Equal("  file: 30.5 MB of 40.0 MB (76 %), 100 kB/s, 95 s left\n", _writer.ToString());
    }
}
