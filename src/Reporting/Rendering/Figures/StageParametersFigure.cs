using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Figures;

/// <summary>Where the parameters of the family 18 to 152 sit, stage by stage.</summary>
internal sealed class StageParametersFigure(IReadOnlyList<NetworkRecord> networks) : Figure
{
    public override string Label => "fig-stages";

    public override string Title => "Where the parameters are";

    public override Prose Caption =>
        "Trainable parameters by stage with the CIFAR-10 head, counted from the layers. Narrow segments are unlabelled. The last stages hold most of every net.";

    public override string Alternative =>
        $"Stacked bars of parameters by stage. Totals: {string.Join(", ", networks.Select(network => $"{network.Title} {Quantity.Count(network.Parameters)}"))}.";

    public override int PanelsPerRow => 1;

    public override IReadOnlyList<Svg> Draw() => networks.Count == 0
        ? []
        : [new BarPanel("Parameters by stage", FullWidth).Draw([.. networks.Select(Row)])];

    private static BarRow Row(NetworkRecord network) => new(
        network.Title,
        [.. StageSummary.Of(network).Select((stage, index) => new BarSegment(stage.Stage, stage.Parameters, Paint.Shades[Math.Min(index, Paint.Shades.Count - 1)], index >= 3))],
        Quantity.Millions(network.Parameters));
}
