namespace Harness.Contracts.Runs;

/// <summary>What one layer with weights does in one pass over the diagnosed images.</summary>
/// <param name="Layer">The layer's name in the state_dict, for instance <c>layer1.0.conv1</c>.</param>
/// <param name="WeightNorm">Euclidean norm of its weights.</param>
/// <param name="GradientNorm">Euclidean norm of the mean loss's gradient by its weights; null where it is not a finite number.</param>
/// <param name="ResponseDeviation">
/// Standard deviation of its response over all images, channels and positions: after normalisation, before the addition and the nonlinearity (He et al. figure 7).
/// Of the classifier, that of the logits. Null where it is not a finite number.
/// </param>
public sealed record LayerDiagnosis(
    string Layer, [AtLeast(0)] double WeightNorm, [AtLeast(0)] double? GradientNorm, [AtLeast(0)] double? ResponseDeviation);

/// <summary>One line of <c>diagnostics.jsonl</c>: how signals and gradients pass through the network between two epochs.</summary>
/// <remarks>
/// One pass in training mode and in the run's own precision over the first training images, not augmented. It leaves no trace in the run: the normalisation
/// statistics are put back and no random number is drawn.
/// </remarks>
public sealed record DiagnosisRecord
{
    /// <summary>Epochs done; 0 is the state at initialisation.</summary>
    [AtLeast(0)]
    public required int Epoch { get; init; }

    /// <summary>Optimiser steps done.</summary>
    [AtLeast(0)]
    public required int Step { get; init; }

    /// <summary>Images in the pass.</summary>
    [AtLeast(1)]
    public required int Images { get; init; }

    /// <summary>Mean cross entropy of the pass in nats; null where it is not a finite number.</summary>
    [AtLeast(0)]
    public required double? Loss { get; init; }

    /// <summary>Bytes of the input and of every convolution's and normalisation's output in the pass: what is kept for the backward pass.</summary>
    [AtLeast(0)]
    public required long ActivationBytes { get; init; }

    /// <summary>In the order of the state_dict.</summary>
    public required IReadOnlyList<LayerDiagnosis> Layers { get; init; }
}
