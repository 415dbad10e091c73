using Harness.Contracts.Plans;
using Harness.Experiments.Clusters;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Clusters;

public sealed class CellListTests
{
    private static readonly IReadOnlyList<RunWork> Runs =
    [
        new(new RunId("short", 1), 1), new(new RunId("short", 2), 1), new(new RunId("long", 1), 6), new(new RunId("middle", 1), 4),
    ];

    [Fact]
    public void A_cell_a_run_with_the_costliest_first()
    {
        var cells = CellList.Deal(Runs, count: null);

        Assert.Equal([1, 2, 3, 4], cells.Select(cell => cell.Number));
        Assert.Equal(["long/seed-1", "middle/seed-1", "short/seed-1", "short/seed-2"], cells.Select(cell => Assert.Single(cell.Runs).ToString()));
    }

    [Fact]
    public void Fewer_cells_hold_about_the_same_work_and_begin_with_their_costliest_run()
    {
        var cells = CellList.Deal(Runs, 2);

        Assert.Equal(
            "cell\truns\twork_percent\n1\tlong/seed-1\t50.00\n2\tmiddle/seed-1 short/seed-1 short/seed-2\t50.00\n",
            CellList.Text(cells, Runs));
    }

    [Fact]
    public void There_is_no_empty_cell() => Assert.Equal(4, CellList.Deal(Runs, 9).Count);
}
