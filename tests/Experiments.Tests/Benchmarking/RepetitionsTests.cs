using FsCheck;
using FsCheck.Xunit;
using Harness.Experiments.Benchmarking;

namespace Harness.Experiments.Tests.Benchmarking;

public sealed class RepetitionsTests
{
    // R 4: quantile(c(10, 1, 3, 2)) is 1.00 1.75 2.50 4.75 10.00 (type 7, its default).
    [Fact]
    public void Quartiles_are_those_of_r()
    {
        var summary = Repetitions.Summarise([10, 1, 3, 2]);
        Assert.Equal([10, 1, 3, 2], summary.Values);
        Assert.Equal([1, 1.75, 2.5, 4.75, 10], [summary.Minimum, summary.LowerQuartile, summary.Median, summary.UpperQuartile, summary.Maximum]);
    }

    [Fact]
    public void One_repetition_is_its_own_median_and_spread()
    {
        var summary = Repetitions.Summarise([7.5]);
        Assert.Equal([7.5, 7.5, 7.5, 7.5, 7.5], [summary.Minimum, summary.LowerQuartile, summary.Median, summary.UpperQuartile, summary.Maximum]);
    }

    [Property]
    public bool The_summary_is_in_order_and_does_not_depend_on_the_order_of_the_values(NonEmptyArray<PositiveInt> given)
    {
        double[] values = [.. given.Get.Select(value => (double)value.Get)];
        var summary = Repetitions.Summarise(values);
        var reversed = Repetitions.Summarise([.. values.Reverse()]);
        return summary.Minimum <= summary.LowerQuartile && summary.LowerQuartile <= summary.Median && summary.Median <= summary.UpperQuartile && summary.UpperQuartile <= summary.Maximum
            && summary.Median == reversed.Median && summary.LowerQuartile == reversed.LowerQuartile;
    }

    // A neighbour halves both sides of the second repetition: the medians of the sides would give 100 / 50 = 2 or less, the ratios stay 2.5.
    [Fact]
    public void A_ratio_is_taken_within_each_repetition()
    {
        var ratio = Repetitions.Ratio([100, 50, 110], [40, 20, 44]);
        Assert.Equal([2.5, 2.5, 2.5], ratio.Values);
        Assert.Equal(2.5, ratio.Median);
        Assert.Throws<ArgumentException>(() => Repetitions.Ratio([1, 2], [1]));
    }

    [Theory]
    [InlineData(1474.46, 1474.5)]
    [InlineData(0.00123456789, 0.0012346)]
    [InlineData(1234567.8, 1234568)]
    [InlineData(0, 0)]
    public void Five_digits_are_kept(double value, double expected) => Assert.Equal(expected, Repetitions.Summarise([value]).Median, 1e-12);
}
