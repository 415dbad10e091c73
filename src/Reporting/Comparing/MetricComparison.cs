using Harness.Contracts.Claims;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Plans;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Comparing;

/// <summary>The final errors of two sets, arm by arm: Welch's test of each difference, corrected by Holm's method over all of them.</summary>
/// <remarks>
/// The samples are taken to be independent. Where the sets share seeds they also share initial weights and the order of the images, which
/// tends to make their errors agree more than independent ones do: Welch's test then errs on the side of finding no difference.
/// </remarks>
internal static class MetricComparison
{
    private static readonly RunMetric[] Metrics = [RunMetric.TrainError, RunMetric.TrainEvaluationError, RunMetric.TestError];

    public static ConfidenceLevel Level => ConfidenceLevel.NinetyFive;

    /// <param name="arms">That both plans have.</param>
    /// <param name="runs">As <see cref="RunComparison"/> found them.</param>
    public static IReadOnlyList<ComparedMetric> Between(ResultSet a, ResultSet b, IReadOnlyList<Arm> arms, IReadOnlyList<ComparedRun> runs)
    {
        var identical = runs.Where(run => run.Match == RunMatch.Identical).ToLookup(run => run.Run.Arm);
        var metrics = (from arm in arms from metric in Metrics select Compare(arm.Id, metric, a, b, identical[arm.Id].Count())).ToList();
        var adjusted = new Queue<double>(Holm.Adjust([.. metrics.Select(metric => metric.PValue).OfType<double>()]));
        return [.. metrics.Select(metric => metric.PValue is null ? metric : metric with { AdjustedPValue = Rounded.ToTwelveDigits(adjusted.Dequeue()) })];
    }

    private static ComparedMetric Compare(string arm, RunMetric metric, ResultSet a, ResultSet b, int identicalRuns)
    {
        var (left, right) = (ErrorsBySeed(a, arm, metric), ErrorsBySeed(b, arm, metric));
        var (first, second) = (SampleOf(left), SampleOf(right));
        var difference = first is null || second is null ? null : new MeanDifference(second, first);
        var outcome = identicalRuns > 0 ? MetricOutcome.IdenticalRuns
            : left.Count > 0 && left.SequenceEqual(right) ? MetricOutcome.IdenticalValues
            : difference?.StandardError is null ? MetricOutcome.NotTestable
            : MetricOutcome.Tested;
        var test = outcome == MetricOutcome.Tested ? difference : null;
        var interval = test?.IntervalAt(Level);
        return new ComparedMetric
        {
            Arm = arm,
            Metric = metric,
            Outcome = outcome,
            SeedsA = left.Count,
            SeedsB = right.Count,
            IdenticalRuns = identicalRuns,
            MeanA = Rounded.ToTwelveDigits(first?.Mean),
            MeanB = Rounded.ToTwelveDigits(second?.Mean),
            Difference = Rounded.ToTwelveDigits(difference?.Value),
            Low = Rounded.ToTwelveDigits(interval?.Low),
            High = Rounded.ToTwelveDigits(interval?.High),
            PValue = Rounded.ToTwelveDigits(test?.PValueAgainst(0)),
            AdjustedPValue = null,
        };
    }

    private static List<(int Seed, double Error)> ErrorsBySeed(ResultSet set, string arm, RunMetric metric) =>
    [
        .. from run in set.Analysis.Runs
           where run.Run.Arm == arm
           from measurement in run.Measurements ?? []
           where measurement.Metric == metric
           orderby run.Run.Seed
           select (run.Run.Seed, measurement.Value),
    ];

    private static Sample? SampleOf(List<(int Seed, double Error)> errors) => errors.Count == 0 ? null : new Sample([.. errors.Select(error => error.Error)]);
}
