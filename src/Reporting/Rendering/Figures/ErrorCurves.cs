using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Turns the analysis' error curves into drawable ones, and finds axes that hold several of them.</summary>
internal static class ErrorCurves
{
    private const double CutFactor = 1.5;

    public static CurveSeries Of(ArmView arm, Split split) => new(
        arm.Name,
        arm.Style,
        [.. arm.Curve(split).Select(point => new CurveSample(point.Epoch, 100 * point.Mean, 100 * point.Low, 100 * point.High))]);

    /// <summary>
    /// Axes that hold the curves. Where all of them end far below where they begin, as at the paper's scale, the axis ends at about half as much again as the highest final
    /// error, as in Figure 6 of He et al. 2015: on an axis up to the first epoch's error the curves would lie on each other.
    /// </summary>
    public static CurveAxes Axes(IReadOnlyList<ArmView> arms, string yTitle, params Split[] splits)
    {
        var points = arms.SelectMany(arm => splits.SelectMany(arm.Curve)).ToList();
        var last = points.Select(point => point.Epoch).DefaultIfEmpty(1).Max();
        var highest = points.Select(point => point.Mean).DefaultIfEmpty(1).Max();
        var final = HighestFinal(arms, splits) ?? highest;
        var shown = IsCut(highest, final) ? CutFactor * final : highest;
        return new CurveAxes("epoch", yTitle, Math.Min(1, last - 1), last, 0, Math.Min(100, Scale.RoundUp(100 * shown, 5)), [.. arms.Select(arm => arm.Name)]);
    }

    /// <summary>Says so where <see cref="Axes"/> leaves the curves' beginnings out.</summary>
    public static Prose CutNote(IReadOnlyList<ArmView> arms, params Split[] splits) => splits.Any(split => IsCut(Highest(arms, split), HighestFinal(arms, [split])))
        ? " Early epochs above the vertical axis are left out."
        : Prose.Empty;

    private static double? Highest(IReadOnlyList<ArmView> arms, Split split) =>
        arms.SelectMany(arm => arm.Curve(split)).Select(point => (double?)point.Mean).Max();

    private static double? HighestFinal(IReadOnlyList<ArmView> arms, Split[] splits) =>
        arms.SelectMany(arm => splits.Select(arm.Curve)).Where(curve => curve.Count > 0).Select(curve => (double?)curve[^1].Mean).Max();

    private static bool IsCut(double? highest, double? final) => final > 0 && highest > 3 * final;

    /// <summary>What the band or its absence means, with n.</summary>
    public static Prose BandNote(IReadOnlyList<ArmView> arms, Split split)
    {
        var drawn = arms.Where(arm => arm.Curve(split).Count > 0).ToList();
        var counts = drawn.Select(arm => arm.Completed).Distinct().Order().ToList();
        return counts switch
        {
            [] => Prose.Empty,
            [1] => "Each line is one run (n = 1), so there is no band.",
            [var n] => $"Lines are means over n = {n} seeds; bands are 95 % t intervals, cut at the axes.",
            _ when counts[0] == 1 => $"Lines are means over up to n = {counts[^1]} seeds; bands are 95 % t intervals, cut at the axes; arms with n = 1 have none.",
            _ => $"Lines are means over n = {counts[0]} to {counts[^1]} seeds; bands are 95 % t intervals, cut at the axes.",
        };
    }

    public static string Finals(IEnumerable<ArmView> arms, Split split) => string.Join(
        ", ",
        from arm in arms
        let points = arm.Curve(split)
        where points.Count > 0
        select $"{arm.Name} {Quantity.Percent(points[^1].Mean, 1)} (n = {points[^1].N})");
}
