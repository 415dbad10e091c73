using FsCheck.Xunit;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Charts;

public sealed class LogScaleTests
{
    [Fact]
    public void Ticks_are_the_powers_of_ten_at_equal_distances()
    {
        var scale = LogScale.Around([0.1, 0.01, 0.001], 0, 100);

        Assert.Equal([0.001, 0.01, 0.1], scale.Decades.Select(decade => Math.Round(decade, 12)));
        Assert.Equal(["0.001", "0.01", "0.1"], scale.Decades.Select(scale.LabelOf));
        Assert.Equal(scale.At(0.01) - scale.At(0.001), scale.At(0.1) - scale.At(0.01), 1e-9);
        Assert.Equal(50, scale.At(0.01), 1e-9);
    }

    [Fact]
    public void Long_numbers_are_written_as_powers() =>
        Assert.Equal(["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"], Labels(LogScale.Around([0.00002, 1], 0, 100)));

    [Fact]
    public void One_value_is_enough_for_a_scale()
    {
        Assert.Equal(["0.1"], Labels(LogScale.Around([0.1], 0, 100)));
        Assert.Equal(["0.01", "0.1"], Labels(LogScale.Around([0.02], 0, 100)));
    }

    [Property]
    public bool Every_value_lies_inside_and_larger_values_lie_higher(ushort first, ushort second)
    {
        double[] values = [(first + 1) / 1_000.0, (second + 1) / 1_000.0];
        var scale = LogScale.Around(values, 0, 100);
        return values.All(value => scale.At(value) is > 0 and < 100)
            && (values[0] < values[1]) == (scale.At(values[0]) < scale.At(values[1]))
            && scale.Decades.Count >= 1;
    }

    private static IEnumerable<string> Labels(LogScale scale) => scale.Decades.Select(scale.LabelOf);
}
