using Harness.Contracts.Analysis;
using Harness.Contracts.Comparisons;

namespace Harness.Reporting.Comparing;

/// <summary>Which runs two sets share, and whether they are the same bit for bit.</summary>
internal static class RunComparison
{
    public static IReadOnlyList<ComparedRun> Between(ResultSet a, ResultSet b) =>
    [
        .. from run in a.Plan.Expand().Union(b.Plan.Expand())
           let left = a.Find(run)
           let right = b.Find(run)
           select new ComparedRun(run, Match(left, right), left?.State, right?.State),
    ];

    private static RunMatch Match(RunRecord? a, RunRecord? b) => (IsFinished(a), IsFinished(b)) switch
    {
        (false, false) => RunMatch.Neither,
        (true, false) => RunMatch.OnlyA,
        (false, true) => RunMatch.OnlyB,
        _ => (WeightsOf(a!), WeightsOf(b!)) switch
        {
            (null, null) => RunMatch.WithoutWeights,
            var (left, right) => left == right ? RunMatch.Identical : RunMatch.Different,
        },
    };

    private static bool IsFinished(RunRecord? run) => run?.State is RunState.Completed or RunState.Diverged;

    private static string? WeightsOf(RunRecord run) => run.State == RunState.Completed ? run.WeightsSha256 : null;
}
