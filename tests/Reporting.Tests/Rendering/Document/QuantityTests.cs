using Harness.Contracts.Analysis;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Tests.Rendering.Document;

public sealed class QuantityTests
{
    [Fact]
    public void Numbers_have_separators_true_minus_signs_and_units_that_stay_with_them()
    {
        Assert.Equal("1,179,648", Quantity.Count(1_179_648));
        Assert.Equal("−5.00", Quantity.Number(-5, 2));
        Assert.Equal("94.1\u00A0%", Quantity.Percent(1 - (69_632.0 / 1_179_648), 1));
        Assert.Equal("1.21\u00A0G", Quantity.Macs(1_207_959_552));
        Assert.Equal("71.3\u00A0M", Quantity.Macs(71_303_168));
        Assert.Equal("p < 0.001", Quantity.PValue(0.00001));
        Assert.Equal("–", Quantity.PValue(null));
    }

    [Fact]
    public void A_wide_interval_gets_fewer_digits_than_a_narrow_one_and_one_seed_gets_none()
    {
        Assert.Equal("52.0\u00A0±\u00A02.0", Quantity.WithInterval(new Estimate(2, 0.52, 0.01, 0.50, 0.54, 0.95, 0.5, [0.51, 0.53])));
        Assert.Equal("8.75\u00A0±\u00A00.20", Quantity.WithInterval(new Estimate(5, 0.0875, 0.001, 0.0855, 0.0895, 0.95, 0.5, [])));
        Assert.Equal("52.00", Quantity.WithInterval(new Estimate(1, 0.52, null, null, null, 0.95, 0.5, [0.52])));
        Assert.Equal("–", Quantity.WithInterval(null));
    }

    [Theory]
    [InlineData(296, "296\u00A0B")]
    [InlineData(131_072, "128.0\u00A0KiB")]
    [InlineData(4_194_304, "4.00\u00A0MiB")]
    [InlineData(209_715_200, "200\u00A0MiB")]
    public void Bytes_have_the_unit_that_suits_them(long value, string expected) => Assert.Equal(expected, Quantity.Bytes(value));

    [Theory]
    [InlineData(640, "640")]
    [InlineData(442_368, "0.44\u00A0M")]
    [InlineData(40_551_040, "40.6\u00A0M")]
    [InlineData(1_207_959_552, "1.21\u00A0G")]
    public void So_have_multiply_accumulates(long value, string expected) => Assert.Equal(expected, Quantity.Macs(value));

    [Fact]
    public void Prose_keeps_a_value_and_its_unit_on_one_line_and_never_joins_words()
    {
        var prose = Prose.Of($"94 % of cases, n = 2, p < 0.001, {1_000} in {Span.Strong("5 %")}");

        Assert.Equal("94\u00A0% of cases, n\u00A0=\u00A02, p\u00A0<\u00A00.001, 1,000 in 5\u00A0%", prose.Text);
    }
}
