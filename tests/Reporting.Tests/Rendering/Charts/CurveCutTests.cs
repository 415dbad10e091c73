using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Charts;

public sealed class CurveCutTests
{
    [Fact]
    public void A_curve_enters_where_it_crosses_the_end_of_the_axis()
    {
        var cut = CurveCut.Below(20, Falling());

        Assert.Equal([(1.75, 20.0), (2, 10), (3, 5)], cut.Select(sample => (sample.X, sample.Y)));
        Assert.Equal((18.5, 21.5), (cut[0].Low, cut[0].High));
    }

    [Fact]
    public void A_curve_that_rises_again_is_shown_from_its_last_descent() =>
        Assert.Equal([2.5, 3], CurveCut.Below(7.5, [new(1, 5, null, null), .. Falling().Skip(1)]).Select(sample => sample.X));

    [Theory]
    [InlineData(50)]
    [InlineData(2)]
    public void A_curve_that_lies_wholly_on_one_side_is_left_as_it_is(double high) => Assert.Equal(Falling(), CurveCut.Below(high, Falling()));

    private static List<CurveSample> Falling() => [new(1, 50, 48.5, 51.5), new(2, 10, 8.5, 11.5), new(3, 5, 3.5, 6.5)];
}
