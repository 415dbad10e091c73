using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Reporting.Analysis;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>An arm of the plan that a claim's selector found, with its statistics.</summary>
internal sealed record ChosenArm(Arm Arm, ArmRecord Record)
{
    public string Name => Wording.Name(Arm.Model);

    public bool HasDiverged => Record.Diverged > 0;

    /// <summary>Finds two arms that were trained alike; of several pairs the widest, then the first in the plan's order.</summary>
    public static (ChosenArm First, ChosenArm Second)? Pair(Evidence evidence, ArmSelector first, ArmSelector second)
    {
        var pairs =
            from one in evidence.Plan.Arms
            where Matches(one.Model, first)
            from other in evidence.Plan.Arms
            where Matches(other.Model, second)
                && ComparablePairs.HaveTheSameConditions(evidence.Plan, one, other)
                && (one.Model.Shortcut == other.Model.Shortcut || one.Model.IsResidual != other.Model.IsResidual)
            orderby one.Model.WidthMultiplier descending
            select (Of(evidence, one), Of(evidence, other));
        return pairs.Cast<(ChosenArm, ChosenArm)?>().FirstOrDefault();
    }

    public static IEnumerable<ChosenArm> All(Evidence evidence, ArmSelector selector) =>
        evidence.Plan.Arms.Where(arm => Matches(arm.Model, selector)).Select(arm => Of(evidence, arm));

    public Sample? Values(ErrorMetric metric) => metric.Of(Record) is { } estimate ? new Sample(estimate.Values) : null;

    /// <summary>In sentences, each with a space before it: what became of the seeds that are not in the mean; empty if all are.</summary>
    public string Losses()
    {
        var unfinished = Record.Planned - Record.Completed - Record.Diverged;
        return (Record.Diverged == 0 ? "" : $" {Share(Record.Diverged)} diverged and {(Record.Diverged == 1 ? "is" : "are")} not in the mean.")
            + (unfinished == 0 ? "" : $" {Share(unfinished)} {(unfinished == 1 ? "is" : "are")} missing, failed or damaged.");

        string Share(int count) => $"{count} of {Record.Planned} {Name} run{(Record.Planned == 1 ? "" : "s")}";
    }

    private static bool Matches(ModelSpec model, ArmSelector selector) =>
        model.Family == selector.Family && model.Depth == selector.Depth && model.IsResidual == selector.Residual;

    private static ChosenArm Of(Evidence evidence, Arm arm) => new(arm, evidence.Analysis.Arms.Single(record => record.Arm == arm.Id));
}
