using FsCheck.Xunit;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Charts;

public sealed class ScaleTests
{
    [Fact]
    public void Ticks_are_round() =>
        Assert.Equal([0, 20, 40, 60, 80], new Scale(0, 90, 0, 100).Ticks(5));

    [Property]
    public bool Ticks_lie_inside_and_are_few(ushort low, ushort range)
    {
        var scale = new Scale(low, low + range + 1.0, 0, 100);
        var ticks = scale.Ticks(5);
        return ticks.Count is >= 1 and <= 11 && ticks.All(tick => tick >= scale.Low - 1e-6 && tick <= scale.High + 1e-6);
    }

    [Fact]
    public void An_axis_that_is_rounded_out_begins_and_ends_on_ticks()
    {
        var (from, to) = Scale.RoundOut((0.973, 1.101), 5);
        Assert.Equal([0.95, 1.15], [from, to], (one, other) => Math.Abs(one - other) < 1e-9);

        // A stretch of no length still makes an axis.
        var (low, high) = Scale.RoundOut((1, 1), 5);
        Assert.True(low <= 1 && high > 1);
    }

    [Property]
    public bool An_axis_that_is_rounded_up_holds_its_value_and_ends_on_a_tick(ushort value)
    {
        var high = Scale.RoundUp(value + 1.0, 5);
        return high >= value + 1 && Math.Abs(new Scale(0, high, 0, 1).Ticks(5)[^1] - high) < 1e-6 * high;
    }
}
