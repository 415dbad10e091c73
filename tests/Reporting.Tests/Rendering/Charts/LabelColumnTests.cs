using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Tests.Rendering.Charts;

public sealed class LabelColumnTests
{
    private const double Spacing = 10;
    private const double Bottom = 200;

    [Property]
    public Property Labels_never_touch_never_change_order_and_stay_inside(byte[] wanted)
    {
        // As many labels as there is room for: 200 over 10.
        double[] places = [.. wanted.Take(20).Select(value => value * Bottom / byte.MaxValue)];
        var placed = LabelColumn.Spread(places, Spacing, 0, Bottom);
        var order = Enumerable.Range(0, places.Length).OrderBy(index => places[index]).ThenBy(index => index).ToList();

        return order.Zip(order.Skip(1)).All(pair => placed[pair.Second] - placed[pair.First] >= Spacing - 1e-9).Label("apart and in order")
            .And(placed.All(place => place is >= -1e-9 and <= Bottom + 1e-9)).Label("inside");
    }

    [Fact]
    public void A_label_that_is_alone_stays_where_its_curve_ends() =>
        Assert.Equal([50, 120], LabelColumn.Spread([50, 120], Spacing, 0, Bottom));

    [Fact]
    public void Two_that_collide_part_evenly() =>
        Assert.Equal([49, 59], LabelColumn.Spread([53, 55], Spacing, 0, Bottom));
}
