using FsCheck.Xunit;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Charts;

public sealed class LogScaleTests
{
    [Fact]
    public void Equal_factors_are_equally_far_apart_and_ticks_stand_at_decades()
    {
        var scale = new LogScale(0.001, 10, 100, 0);

        Assert.Equal([100.0, 75, 50, 25, 0], new[] { 0.001, 0.01, 0.1, 1, 10 }.Select(scale.At), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal(75 - (25 * Math.Log10(2)), scale.At(0.02), 1e-9);
        Assert.Equal([0.001, 0.01, 0.1, 1, 10], scale.Ticks(5));
    }

    [Fact]
    public void Of_many_decades_only_some_are_labelled() =>
        Assert.Equal([1e-8, 1e-6, 1e-4, 1e-2, 1, 100], new LogScale(1e-9, 100, 0, 1).Ticks(6));

    [Fact]
    public void Values_within_one_decade_get_that_decade()
    {
        Assert.Equal((0.1, 1), LogScale.Decades(0.2, 0.7));
        Assert.Equal((1, 10), LogScale.Decades(1, 1));
        Assert.Equal((0.001, 100), LogScale.Decades(0.001, 100));
    }

    [Property]
    public bool Whole_decades_hold_the_values_and_end_on_ticks(short lowest, ushort range)
    {
        var (low, high) = (Math.Pow(10, lowest / 3_000.0), Math.Pow(10, (lowest + range) / 3_000.0));
        var (first, last) = LogScale.Decades(low, high);
        var ticks = new LogScale(first, last, 0, 100).Ticks(100);
        return first <= low * 1.000001 && last >= high / 1.000001 && ticks[0].Equals(first) && ticks[^1].Equals(last);
    }

    [Fact]
    public void A_scale_around_values_leaves_a_margin_and_one_value_is_enough()
    {
        Assert.Equal([0.001, 0.01, 0.1], LogScale.Around([0.1, 0.01, 0.001], 0, 100).Ticks(6).Select(tick => Math.Round(tick, 12)));
        Assert.Equal(50, LogScale.Around([0.1, 0.01, 0.001], 0, 100).At(0.01), 1e-9);
        Assert.Equal([0.1], LogScale.Around([0.1], 0, 100).Ticks(6));
    }

    [Property]
    public bool Every_value_lies_inside_the_scale_around_it_and_larger_values_lie_higher(ushort first, ushort second)
    {
        double[] values = [(first + 1) / 1_000.0, (second + 1) / 1_000.0];
        var scale = LogScale.Around(values, 0, 100);
        return values.All(value => scale.At(value) is > 0 and < 100) && (values[0] < values[1]) == (scale.At(values[0]) < scale.At(values[1]));
    }
}
