using Harness.Contracts.Architectures;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>The layers of the plan's networks, one line a stage: a line a layer would fill pages with repetitions.</summary>
internal static class LayerTable
{
    public const string Label = "tab-layers";

    public static TableBlock Write(IReadOnlyList<NetworkRecord> networks, ArmViews arms) => new(
        Label,
        "The layers of the plan’s networks by stage, for one image.",
        [
            new Column("Network"), new Column("Stage"), Column.Number("Layers"), Column.Number("Output"), Column.Number("Parameters"), Column.Number("MACs"),
            Column.Number("Memory"),
        ],
        [.. Alike(networks).SelectMany(twins => Rows(twins, arms))],
        "Layers: blocks × layers with weights in each; the total is the depth. Output: channels × height × width. Parameters and MACs of a stage include normalisation and projection shortcuts. Memory: the outputs of all layers, kept for the backward pass, at 4 bytes (float32) an element; activations and additions work in place and add nothing. A batch takes as many times more. Networks that agree in every number share their lines.");

    /// <summary>Plain and residual twins with identity shortcuts do not differ in any number.</summary>
    private static IEnumerable<IReadOnlyList<NetworkRecord>> Alike(IReadOnlyList<NetworkRecord> networks) =>
        networks.GroupBy(network => string.Join(';', StageSummary.Of(network).Select(stage => $"{stage.Stage} {stage.Blocks} {stage.Layers} {string.Join('x', stage.OutputShape)} {stage.Parameters} {stage.Macs} {stage.ActivationBytes}")))
            .Select(group => group.ToList());

    private static IEnumerable<IReadOnlyList<Prose>> Rows(IReadOnlyList<NetworkRecord> twins, ArmViews arms)
    {
        var name = string.Join(", ", twins.Select(network => arms.Name(network.Id)));
        var stages = StageSummary.Of(twins[0]);
        foreach (var (stage, index) in stages.Select((stage, index) => (stage, index)))
        {
            yield return
            [
                index == 0 ? name : Prose.Empty,
                stage.Stage,
                stage.Blocks > 0 ? $"{Quantity.Count(stage.Blocks)} × {Quantity.Count(stage.Layers / stage.Blocks)}" : Quantity.Count(stage.Layers),
                string.Join(" × ", stage.OutputShape),
                Quantity.Count(stage.Parameters),
                Quantity.Macs(stage.Macs),
                Quantity.Bytes(stage.ActivationBytes),
            ];
        }

        yield return
        [
            // Again: the head of the lines may stand on the page before.
            Span.Strong(name),
            Span.Strong("total"),
            Span.Strong(Quantity.Count(stages.Sum(stage => stage.Layers))),
            Prose.Empty,
            Span.Strong(Quantity.Count(stages.Sum(stage => stage.Parameters))),
            Span.Strong(Quantity.Macs(stages.Sum(stage => stage.Macs))),
            Span.Strong(Quantity.Bytes(stages.Sum(stage => stage.ActivationBytes))),
        ];
    }
}
