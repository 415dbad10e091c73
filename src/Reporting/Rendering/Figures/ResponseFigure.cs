using Harness.Reporting.Analysis;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Standard deviation of each convolution's response after training, as in Figure 7 of He et al. 2015.</summary>
internal sealed class ResponseFigure(string label, IReadOnlyList<ArmView> arms, IReadOnlyList<LayerProfile> profiles) : Figure
{
    private readonly LayerCurves _curves = new(arms, profiles, layer => layer.Response);

    public override string Label => label;

    public override string Title => "Responses over depth, plain against residual";

    public override Prose Caption =>
        $"Standard deviation of each convolution’s response after training, behind its normalisation and before addition and nonlinearity, as in Figure 7 of He et al. (2015); the vertical axis need not start at 0. Depth: 0 is the first convolution, 1 the last. Dashed: plain. Solid: residual. {_curves.Note("means", DiagnosedState.Final)}";

    public override string Alternative =>
        $"Line chart of responses’ standard deviations. From the first convolution to the last: {_curves.Ends(DiagnosedState.Final)}.";

    public override int PanelsPerRow => 1;

    public override IReadOnlyList<Svg> Draw()
    {
        var drawn = _curves.In(DiagnosedState.Final);
        if (drawn.Count == 0)
        {
            return [];
        }

        var (low, high) = Scale.RoundOut(_curves.Extent(DiagnosedState.Final), 5);
        var axes = new CurveAxes("depth, share of the convolutions", "standard deviation", 0, 1, low, high, [.. arms.Select(arm => arm.Name)]) { CountsOnX = false };
        return [new CurvePanel("After training", axes, FullWidth, 158).Draw([.. drawn.Select(_curves.Of)])];
    }
}
