using Harness.Reporting.Analysis;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>The gradient of each convolution relative to its weights over the depth of the networks, at initialisation and after training.</summary>
internal sealed class GradientFigure(string label, IReadOnlyList<ArmView> arms, IReadOnlyList<LayerProfile> profiles) : Figure
{
    private static readonly DiagnosedState[] States = [DiagnosedState.Initial, DiagnosedState.Final];

    private readonly LayerCurves _curves = new(arms, profiles, layer => layer.Gradient);

    public override string Label => label;

    public override string Title => "Gradients over depth, plain against residual";

    public override Prose Caption =>
        $"Norm of the loss’s gradient by a convolution’s weights over the norm of these weights, on a logarithmic axis. Depth: 0 is the first convolution, 1 the last. Dashed: plain. Solid: residual. {_curves.Note("geometric means", States)}";

    public override string Alternative => string.Join(" ", States.Where(Exists).Select(state =>
        $"Relative gradient {When(state)}, from the first convolution to the last: {_curves.Ends(state)}."));

    public override IReadOnlyList<Svg> Draw()
    {
        var states = States.Where(Exists).ToList();
        return [.. states.Select(state => Panel(state, states))];
    }

    private Svg Panel(DiagnosedState state, IReadOnlyList<DiagnosedState> states)
    {
        var extent = _curves.Extent(states);
        var (low, high) = LogScale.Decades(extent.Lowest, extent.Highest);
        var axes = new CurveAxes("depth, share of the convolutions", "gradient norm / weight norm", 0, 1, low, high, [.. arms.Select(arm => arm.Name)])
        {
            CountsOnX = false,
            LogarithmicY = true,
        };
        return new CurvePanel(Quantity.Capitalised(When(state)), axes, HalfWidth, 178)
            .Draw([.. _curves.In(state).Select(_curves.Of)]);
    }

    private bool Exists(DiagnosedState state) => _curves.In(state).Count > 0;

    private static string When(DiagnosedState state) => state == DiagnosedState.Initial ? "at initialisation" : "after training";
}
