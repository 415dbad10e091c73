using Harness.Experiments.Execution;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Tests.Soaking;

public sealed class HoldingsSeriesTests
{
    [Fact]
    public void What_stays_as_it_is_after_its_start_is_flat()
    {
        var series = Series(minute => new ProcessHoldings(minute < 15 ? 100 + (10 * minute) : 250 + (minute % 3), 40 + (minute % 2), 12));
        Assert.Empty(series.Growth());
        Assert.Equal("worker: 170, 251, 251, 251 MiB, 40, 41, 40, 41 handles, 12, 12, 12, 12 threads (60 samples)", series.ToString());
    }

    [Theory]
    [InlineData(1.0, 0.0, 0.0, "worker: memory grew from 122 to 152 MiB.")]
    [InlineData(0.0, 0.1, 0.0, "worker: open handles grew from 42 to 45.")]
    [InlineData(0.0, 0.0, 0.2, "worker: threads grew from 16 to 22.")]
    public void What_grows_is_named(double mebibytes, double handles, double threads, string sentence)
    {
        var series = Series(minute => new ProcessHoldings(100 + (mebibytes * minute), (int)(40 + (handles * minute)), (int)(12 + (threads * minute))));
        Assert.Equal(sentence, Assert.Single(series.Growth()));
    }

    [Fact]
    public void Too_few_samples_are_no_proof()
    {
        var series = new HoldingsSeries("worker");
        series.Add(new ProcessHoldings(1, 1, 1));
        Assert.Equal("worker: only 1 samples; whether it grows is not known.", Assert.Single(series.Growth()));
    }

    private static HoldingsSeries Series(Func<int, ProcessHoldings> at)
    {
        var series = new HoldingsSeries("worker");
        for (var minute = 0; minute < 60; minute++)
        {
            series.Add(at(minute));
        }

        return series;
    }
}
