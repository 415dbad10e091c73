using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Turns the analysis' error curves into drawable ones, and finds axes that hold several of them.</summary>
internal static class ErrorCurves
{
    public static CurveSeries Of(ArmView arm, Split split) => new(
        arm.Name,
        arm.Style,
        [.. arm.Curve(split).Select(point => new CurveSample(point.Epoch, 100 * point.Mean, 100 * point.Low, 100 * point.High))]);

    public static CurveAxes Axes(IReadOnlyList<ArmView> arms, string yTitle, params Split[] splits)
    {
        var points = arms.SelectMany(arm => splits.SelectMany(arm.Curve)).ToList();
        var last = points.Select(point => point.Epoch).DefaultIfEmpty(1).Max();
        var highest = points.Select(point => point.Mean).DefaultIfEmpty(1).Max();
        return new CurveAxes("epoch", yTitle, Math.Min(1, last - 1), last, 0, Math.Min(100, Scale.RoundUp(100 * highest, 5)), [.. arms.Select(arm => arm.Name)]);
    }

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
