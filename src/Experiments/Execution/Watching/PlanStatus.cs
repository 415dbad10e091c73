using System.Globalization;
using Harness.Contracts.Consoles;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Execution.Watching;

/// <summary>How far the runs of a plan are, as a table: what their files say and, beside it, what a scheduler says.</summary>
/// <param name="runs">In the order in which they are shown.</param>
/// <param name="scheduler">The scheduler's name, and its words on runs; null where none was asked.</param>
internal sealed class PlanStatus(IReadOnlyList<(RunId Run, ObservedRun Seen)> runs, (string Name, Func<RunId, string> Word)? scheduler)
{
    /// <summary>Not all is finished: try again later (EX_TEMPFAIL of BSD's sysexits.h).</summary>
    public const int UnfinishedExit = 75;

    /// <summary>0 if all have ended with a result, 1 if one was given up, else <see cref="UnfinishedExit"/>.</summary>
    public int ExitCode => runs.Any(run => run.Seen.State == ObservedState.Failed) ? 1
        : runs.All(run => run.Seen.HasEnded) ? 0 : UnfinishedExit;

    public override string ToString()
    {
        string[] headings = ["run", "state", "epoch", "steps", "train error", "test error"];
        var table = new TextTable(scheduler is { } named ? [.. headings, named.Name] : headings);
        foreach (var (run, seen) in runs)
        {
            string[] cells =
            [
                run.ToString(),
                seen.State.ToString().ToLowerInvariant(),
                $"{seen.Epoch}/{seen.TotalEpochs}",
                seen.TotalSteps == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * seen.StepsDone / seen.TotalSteps:F0} %"),
                Percent(seen.TrainError),
                Percent(seen.TestError),
            ];
            table.Add(scheduler is { } other ? [.. cells, other.Word(run)] : cells);
        }

        var counts = runs.GroupBy(run => run.Seen.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        return $"{table}\n{runs.Count} runs: {string.Join(", ", counts)}.\n";
    }

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:F2} %") : "";
}
