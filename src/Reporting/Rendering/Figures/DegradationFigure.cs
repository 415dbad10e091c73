using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>The first page's picture: training error of the shallowest and the deepest net, plain and residual.</summary>
internal sealed class DegradationFigure(IReadOnlyList<ArmView> family) : Figure
{
    private readonly IReadOnlyList<ArmView> _arms = Extremes(family);

    public override string Label => "fig-degradation";

    public override string Title => "Degradation and its cure";

    public override Prose Caption => Prose.Of(
        $"Training error against epochs, for the shallowest and the deepest net of each kind. Dashed: plain. Solid: residual. {ErrorCurves.BandNote(_arms, Split.Train)}{ErrorCurves.CutNote(_arms, Split.Train)}");

    public override string Alternative => $"Line chart of training error by epoch. At the last epoch: {ErrorCurves.Finals(_arms, Split.Train)}.";

    public override int PanelsPerRow => 1;

    public override IReadOnlyList<Svg> Draw()
    {
        var drawn = _arms.Where(arm => arm.Curve(Split.Train).Count > 0).ToList();
        if (drawn.Count == 0)
        {
            return [];
        }

        var axes = ErrorCurves.Axes(drawn, "training error, %", Split.Train);
        return [new CurvePanel("Training error", axes, FullWidth, 192).Draw([.. drawn.Select(arm => ErrorCurves.Of(arm, Split.Train))])];
    }

    private static List<ArmView> Extremes(IReadOnlyList<ArmView> family) =>
        [.. family.GroupBy(arm => arm.Model.IsResidual)
            .SelectMany(kind => new[] { kind.MinBy(arm => arm.Model.Depth)!, kind.MaxBy(arm => arm.Model.Depth)! }.Distinct())];
}
