using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Reporting.Analysis;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>An arm of the plan that a claim's selector found, with what its seeds gave of one metric.</summary>
/// <param name="Seeds">Of the completed runs that give the metric.</param>
/// <param name="Values">One a seed, in the same order.</param>
internal sealed record ChosenArm(Arm Arm, ArmRecord Record, IReadOnlyList<int> Seeds, IReadOnlyList<double> Values)
{
    public string Name => Wording.Name(Arm.Model);

    public bool HasDiverged => Record.Diverged > 0;

    /// <summary>Null where no seed gives the metric.</summary>
    public Sample? Sample => Values.Count == 0 ? null : new Sample(Values);

    /// <summary>Finds two arms that were trained alike; of several pairs the widest, then the first in the plan's order.</summary>
    public static (ChosenArm First, ChosenArm Second)? Pair(Evidence evidence, RunMetric metric, ArmSelector first, ArmSelector second)
    {
        var pairs =
            from one in evidence.Plan.Arms
            where Matches(one.Model, first)
            from other in evidence.Plan.Arms
            where Matches(other.Model, second)
                && ComparablePairs.HaveTheSameConditions(evidence.Plan, one, other)
                && (one.Model.Shortcut == other.Model.Shortcut || one.Model.IsResidual != other.Model.IsResidual)
            orderby one.Model.WidthMultiplier descending
            select (Of(evidence, metric, one), Of(evidence, metric, other));
        return pairs.Cast<(ChosenArm, ChosenArm)?>().FirstOrDefault();
    }

    /// <summary>All that the selector finds, the widest first.</summary>
    public static IReadOnlyList<ChosenArm> All(Evidence evidence, RunMetric metric, ArmSelector selector) =>
    [
        .. from arm in evidence.Plan.Arms
           where Matches(arm.Model, selector)
           orderby arm.Model.WidthMultiplier descending
           select Of(evidence, metric, arm),
    ];

    /// <summary>One arm a depth, all trained alike, by rising depth; of several such series the longest, then the first in the plan's order.</summary>
    public static IReadOnlyList<ChosenArm> Series(Evidence evidence, RunMetric metric, ModelFamily family, bool residual)
    {
        var arms = evidence.Plan.Arms.Where(arm => arm.Model.Family == family && arm.Model.IsResidual == residual).ToList();
        var series =
            from first in arms
            let alike = arms.Where(arm => arm.Model.Shortcut == first.Model.Shortcut && ComparablePairs.HaveTheSameConditions(evidence.Plan, first, arm))
            select alike.DistinctBy(arm => arm.Model.Depth).OrderBy(arm => arm.Model.Depth).ToList();
        return [.. (series.MaxBy(alike => alike.Count) ?? []).Select(arm => Of(evidence, metric, arm))];
    }

    /// <summary>In sentences, each with a space before it: what became of the seeds that are not in the mean; empty if all are.</summary>
    public string Losses()
    {
        var unfinished = Record.Planned - Record.Completed - Record.Diverged;
        var silent = Record.Completed - Values.Count;
        return (Record.Diverged == 0 ? "" : $" {Share(Record.Diverged)} diverged and {(Record.Diverged == 1 ? "is" : "are")} not in the mean.")
            + (unfinished == 0 ? "" : $" {Share(unfinished)} {(unfinished == 1 ? "is" : "are")} missing, failed or damaged.")
            + (silent == 0 ? "" : $" {Share(silent)} {(silent == 1 ? "holds" : "hold")} no such measurement.");

        string Share(int count) => $"{count} of {Record.Planned} {Name} run{(Record.Planned == 1 ? "" : "s")}";
    }

    private static bool Matches(ModelSpec model, ArmSelector selector) =>
        model.Family == selector.Family && model.Depth == selector.Depth && model.IsResidual == selector.Residual;

    private static ChosenArm Of(Evidence evidence, RunMetric metric, Arm arm)
    {
        var found = (
            from run in evidence.Analysis.Runs
            where run.Run.Arm == arm.Id
            from measurement in run.Measurements ?? []
            where measurement.Metric == metric
            select (run.Run.Seed, measurement.Value)).ToList();
        return new ChosenArm(
            arm, evidence.Analysis.Arms.Single(record => record.Arm == arm.Id), found.ConvertAll(run => run.Seed), found.ConvertAll(run => run.Value));
    }
}
