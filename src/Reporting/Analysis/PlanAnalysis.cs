using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Analysis;

/// <summary>Turns one plan's runs into <c>analysis.json</c>. The same runs give the same bytes, wherever they lie.</summary>
internal sealed class PlanAnalysis
{
    private readonly Plan _plan;
    private readonly string _planSha256;

    /// <exception cref="HarnessException">There is no plan, it has faults, or its runs must not be pooled.</exception>
    public PlanAnalysis(ResultsLayout layout)
    {
        _plan = Plan.Read(layout.Plan);
        _planSha256 = ContentDigest.OfFile(layout.Plan);
        Runs = new RunInspection(_plan, layout).InspectAll();
        Pooling.Require(Runs);
    }

    public IReadOnlyList<InspectedRun> Runs { get; }

    private static ConfidenceLevel Level => ConfidenceLevel.NinetyFive;

    public AnalysisRecord ToRecord() => new()
    {
        Schema = AnalysisRecord.SchemaName,
        Plan = _plan.Name,
        PlanSha256 = _planSha256,
        InputsSha256 = ContentDigest.OfText(string.Concat(Runs.Select(run => $"{run.Run} {run.Record.ManifestSha256 ?? "-"}\n"))),
        Runs = [.. Runs.Select(run => run.Record)],
        Arms = [.. _plan.Arms.Select(Describe)],
        Curves =
        [
            .. from arm in _plan.Arms
               from split in new[] { Split.Train, Split.Test }
               let curve = LearningCurves.Of(arm.Id, split, Completed(arm), Level)
               where curve is not null
               select curve,
        ],
        Gaps =
        [
            .. from arm in _plan.Arms
               let gap = LearningCurves.GapOf(arm.Id, Completed(arm), Level)
               where gap is not null
               select gap,
        ],
        Comparisons =
        [
            .. from pair in ComparablePairs.Of(_plan)
               from metric in new[] { RunMetric.TrainError, RunMetric.TestError }
               let comparison = ArmComparison.Of(Completed(pair.First), Completed(pair.Second), metric, Level)
               where comparison is not null
               select comparison,
        ],
        Machines =
        [
            .. from run in Runs
               where run.IsUsed
               group run.Run by run.Manifest!.Machine into runs
               select new MachineRuns(runs.Key, [.. runs]),
        ],
    };

    private List<InspectedRun> Completed(Arm arm) => [.. Runs.Where(run => run.Run.Arm == arm.Id && run.IsCompleted)];

    private ArmRecord Describe(Arm arm)
    {
        var planned = Runs.Where(run => run.Run.Arm == arm.Id).ToList();
        return new ArmRecord
        {
            Arm = arm.Id,
            Planned = planned.Count,
            Completed = planned.Count(run => run.IsCompleted),
            Diverged = planned.Count(run => run.Record.State == RunState.Diverged),
            Metrics =
            [
                .. from metric in Enum.GetValues<RunMetric>()
                   let estimate = Estimate(Values(arm, metric))
                   where estimate is not null
                   select new MetricEstimate(metric, estimate),
            ],
            BestTestError = Estimate([.. Completed(arm).Select(run => run.Manifest!.Final!.BestTestError)]),
            ElapsedSeconds = Estimate([.. Completed(arm).Select(run => run.Manifest!.ElapsedSeconds)]),
            Parameters = planned.FirstOrDefault(run => run.IsUsed)?.Manifest!.Parameters,
        };
    }

    private static Estimate? Estimate(List<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var sample = new Sample(values);
        var interval = sample.MeanInterval(Level);
        return new Estimate(
            sample.N,
            Rounded.ToTwelveDigits(sample.Mean),
            Rounded.ToTwelveDigits(sample.StandardDeviation),
            Rounded.ToTwelveDigits(interval?.Low),
            Rounded.ToTwelveDigits(interval?.High),
            Level.Value,
            Rounded.ToTwelveDigits(InterquartileMean.Of(sample)),
            values);
    }

    /// <summary>One value a completed seed that gives the metric, in the order of the seeds.</summary>
    private List<double> Values(Arm arm, RunMetric metric) =>
    [
        .. from run in Completed(arm)
           from measurement in run.Record.Measurements!
           where measurement.Metric == metric
           select measurement.Value,
    ];
}
