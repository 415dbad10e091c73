using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Tests;

/// <summary>
/// Invented diagnoses of a net with two convolutions in each of three stages, at initialisation and after training. Weights have the norm 10 everywhere; gradients grow
/// towards the first layers of plain nets and are even in residual ones.
/// </summary>
internal static class SyntheticDiagnostics
{
    private static readonly string[] Layers =
        ["conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.conv1", "layer2.0.conv2", "layer2.0.downsample.0", "layer3.0.conv1", "layer3.0.conv2", "fc"];

    public static string Lines(ModelSpec model, int seed, int epochs, int steps) =>
        Line(Diagnosis(0, 0, model.IsResidual ? 1.2 : 5)) + Line(Diagnosis(epochs, steps, (model.IsResidual ? 1.1 : 2) + (0.01 * seed)));

    /// <param name="growth">Factor between the gradients of a layer and of the next one.</param>
    private static DiagnosisRecord Diagnosis(int epoch, int step, double growth) => new()
    {
        Epoch = epoch,
        Step = step,
        Images = 128,
        Loss = 2.3,
        ActivationBytes = 1_000,
        Layers = [.. Layers.Select((layer, index) => new LayerDiagnosis(layer, 10, Math.Pow(growth, -index), 1 - (0.001 * index / growth)))],
    };

    private static string Line(DiagnosisRecord diagnosis) => JsonSerializer.Serialize(diagnosis, HarnessJson.Compact.DiagnosisRecord) + "\n";
}
