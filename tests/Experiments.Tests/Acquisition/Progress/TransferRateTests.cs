using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Tests.Acquisition.Progress;

public sealed class TransferRateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void The_rate_forgets_what_is_older_than_the_window()
    {
        var rate = new TransferRate(TimeSpan.FromSeconds(10), _time);
        rate.Note(0);
        Assert.Null(rate.BytesPerSecond);

        _time.Advance(TimeSpan.FromSeconds(1));
        rate.Note(1_000_000);
        Assert.Equal(1_000_000, rate.BytesPerSecond);
        Assert.False(rate.IsSettled);

        for (var second = 0; second < 10; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            rate.Note(1_000_000 + (second * 10));
        }

        Assert.True(rate.IsSettled);
        Assert.Equal(9, rate.BytesPerSecond);
    }

    [Fact]
    public void A_transfer_that_does_not_move_has_no_remaining_time()
    {
        var rate = new TransferRate(TimeSpan.FromSeconds(10), _time);
        rate.Note(5);
        _time.Advance(TimeSpan.FromSeconds(3));
        rate.Note(5);

        Assert.Null(rate.Remaining(100));
    }
}
