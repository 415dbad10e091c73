using Harness.Contracts.Analysis;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Final training and test error by arm: every seed a dot, the mean a bar, the interval a whisker.</summary>
internal sealed class FinalErrorFigure(string label, IReadOnlyList<ArmView> arms) : Figure
{
    public override string Label => label;

    public override string Title => "Final errors, seed by seed";

    public override Prose Caption =>
        "Errors after the last epoch. Each marker is one seed, seeds in order from top to bottom; the number is the mean, as is the upright bar where there are several; the whisker is the 95 % t interval of the mean, cut at the axis.";

    public override string Alternative =>
        $"Dot plots. Mean training error: {Means(arm => arm.TrainError)}. Mean test error: {Means(arm => arm.TestError)}.";

    public override IReadOnlyList<Svg> Draw() => arms.All(arm => arm.Completed == 0)
        ? []
        : [Panel("Training error", "error, %", arm => arm.TrainError), Panel("Test error", "error, %", arm => arm.TestError)];

    private Svg Panel(string title, string axis, Func<ArmRecord, Estimate?> metric)
    {
        var rows = arms.Select(arm => Row(arm, metric)).ToList();
        var highest = rows.SelectMany(row => row.Values).DefaultIfEmpty(100).Max();
        return new DotPanel(title, axis, Math.Min(100, Scale.RoundUp(highest * 1.03, 8)), HalfWidth).Draw(rows);
    }

    private static DotRow Row(ArmView arm, Func<ArmRecord, Estimate?> metric)
    {
        var estimate = arm.Record is null ? null : metric(arm.Record);
        return new DotRow(
            arm.Name, arm.Style, [.. (estimate?.Values ?? []).Select(value => 100 * value)], 100 * estimate?.Mean, 100 * estimate?.Low, 100 * estimate?.High, arm.Absence);
    }

    private string Means(Func<ArmRecord, Estimate?> metric) => string.Join(
        ", ", arms.Where(arm => arm.Record is not null && metric(arm.Record) is not null).Select(arm => $"{arm.Name} {Quantity.Percent(metric(arm.Record!)!.Mean, 1)} (n = {metric(arm.Record!)!.N})"));
}
