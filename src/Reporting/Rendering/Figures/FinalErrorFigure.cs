using Harness.Contracts.Analysis;
using Harness.Contracts.Plans;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Final training and test error by arm: every seed a dot, the mean a bar, the interval a whisker.</summary>
internal sealed class FinalErrorFigure(string label, IReadOnlyList<ArmView> arms, Plan plan) : Figure
{
    public override string Label => label;

    public override string Title => "Final errors by depth, seed by seed";

    public override Prose Caption => $"Errors after the last epoch. {Seeds} {Marks}";

    public override string Alternative =>
        $"Dot plots. Mean training error: {Means(arm => arm.TrainError)}. Mean test error: {Means(arm => arm.TestError)}.";

    public override IReadOnlyList<Svg> Draw() => arms.All(arm => arm.Completed == 0)
        ? []
        : [Panel("Training error", arm => arm.TrainError, _ => null), Panel("Test error", arm => arm.TestError, Published)];

    private string Seeds
    {
        get
        {
            var counts = arms.Where(arm => arm.Completed > 0).Select(arm => arm.Completed).Distinct().Order().ToList();
            return counts switch
            {
                [] => "",
                [1] => "Each marker is the one run of its net (n = 1), so there is no interval; the number repeats it.",
                _ => $"Each marker is one seed (n = {(counts is [var n] ? Quantity.Count(n) : $"{counts[0]} to {counts[^1]}")} a net), seeds in order from top to bottom; the number is the mean, as is the upright bar where there are several; the whisker is the 95 % t interval of the mean, cut at the axis{(counts[0] == 1 ? "; n = 1 has none" : "")}.",
            };
        }
    }

    private string Marks
    {
        get
        {
            var marks = arms.Select(Published).OfType<PublishedMark>().Select(mark => mark.IsReadOff).Distinct().Order()
                .Select(isReadOff => isReadOff ? "+ read off Figure 6 of He et al. (2015)" : $"× printed ({Printed})");
            var text = Wording.Listing([.. marks]);
            return text.Length == 0 ? "" : $"Published test errors: {text}.";
        }
    }

    private string Printed => Wording.Listing(
        [.. arms.Where(arm => Published(arm) is { IsReadOff: false }).Select(arm => PublishedValues.TestError(arm.Model)!.Source.Split(',')[0]).Distinct()]);

    /// <summary>Only beside arms that are trained at the published scale: anywhere else the distance would say nothing.</summary>
    private PublishedMark? Published(ArmView arm) =>
        arm.Completed > 0 && PlanScale.IsPublished(plan, arm.Arm) && PublishedValues.TestError(arm.Model) is { Number: { } number } value ? new PublishedMark(number, value.IsReadOff) : null;

    private Svg Panel(string title, Func<ArmRecord, Estimate?> metric, Func<ArmView, PublishedMark?> published)
    {
        var rows = arms.Select(arm => Row(arm, metric, published(arm))).ToList();
        var highest = rows.SelectMany(row => row.Published is { } mark ? row.Values.Append(mark.Value) : row.Values).DefaultIfEmpty(100).Max();
        return new DotPanel(title, "error, %", Math.Min(100, Scale.RoundUp(highest * 1.03, 8)), HalfWidth).Draw(rows);
    }

    private static DotRow Row(ArmView arm, Func<ArmRecord, Estimate?> metric, PublishedMark? published)
    {
        var estimate = arm.Record is null ? null : metric(arm.Record);
        return new DotRow(
            arm.Name, arm.Style, [.. (estimate?.Values ?? []).Select(value => 100 * value)], 100 * estimate?.Mean, 100 * estimate?.Low, 100 * estimate?.High, arm.Absence, published);
    }

    private string Means(Func<ArmRecord, Estimate?> metric) => string.Join(
        ", ", arms.Where(arm => arm.Record is not null && metric(arm.Record) is not null).Select(arm => $"{arm.Name} {Quantity.Percent(metric(arm.Record!)!.Mean, 1)} (n = {metric(arm.Record!)!.N})"));
}
