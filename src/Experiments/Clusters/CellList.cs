using System.Globalization;
using System.Text;
using Harness.Contracts.Clusters;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Selection;

namespace Harness.Experiments.Clusters;

/// <summary>Puts runs into the tasks of a job array, and writes them down for the script that makes them.</summary>
internal static class CellList
{
    /// <summary>Deals runs out, the costliest cell first: Slurm starts tasks in the order of their numbers, and the short ones then fill the gaps at the end.</summary>
    /// <param name="runs">In the plan's order.</param>
    /// <param name="count">Wanted number of cells; there are no more than runs. Null for a cell a run.</param>
    public static IReadOnlyList<SubmittedCell> Deal(IReadOnlyList<RunWork> runs, int? count) =>
    [
        .. PlanShards.Deal(runs, Math.Min(count ?? runs.Count, runs.Count))
            .OrderByDescending(cell => cell.Sum(run => run.Work))
            .Select((cell, index) => new SubmittedCell(index + 1, [.. cell.OrderByDescending(run => run.Work).Select(run => run.Id)])),
    ];

    /// <summary>The text of <c>cells.tsv</c>: headings, then a line a cell in the order of their numbers.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="runs">What each run costs.</param>
    public static string Text(IReadOnlyList<SubmittedCell> cells, IReadOnlyList<RunWork> runs)
    {
        var work = runs.ToDictionary(run => run.Id, run => run.Work);
        var total = cells.SelectMany(cell => cell.Runs).Sum(run => work[run]);
        var text = new StringBuilder("cell\truns\twork_percent\n");
        foreach (var cell in cells)
        {
            text.Append(CultureInfo.InvariantCulture, $"{cell.Number}\t{string.Join(' ', cell.Runs)}\t{100 * cell.Runs.Sum(run => work[run]) / total:0.00}\n");
        }

        return text.ToString();
    }
}
