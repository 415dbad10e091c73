using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>What one diagnosis says about gradients and responses over the depth of a network, in one number each.</summary>
/// <remarks>
/// Gradients are taken relative to the weights' norm: batch normalisation makes a convolution's output, and so the loss, independent of the scale of its weights,
/// and the gradient inversely proportional to it. Projections beside the main path and the classifier are left out.
/// </remarks>
internal sealed class LayerSignals(DiagnosisRecord diagnosis)
{
    /// <summary>Stem and main path, in the order in which signals pass them.</summary>
    public IReadOnlyList<LayerDiagnosis> Convolutions { get; } =
        [.. diagnosis.Layers.Where(layer => layer.Layer.Split('.')[^1].StartsWith("conv", StringComparison.Ordinal))];

    /// <summary>Mean log10 of the relative gradient in the first stage minus that in the last; null where a gradient is not a finite number above 0.</summary>
    public double? GradientReach
    {
        get
        {
            var stages = Convolutions.Select(StageOf).Where(stage => stage is not null).Distinct().Order(StringComparer.Ordinal).ToList();
            return stages.Count < 2 ? null : Mean(In(stages[0]).Select(LogGradient)) - Mean(In(stages[^1]).Select(LogGradient));
        }
    }

    /// <summary>Standard deviation of log10 of the relative gradient over the convolutions, with n - 1 in the denominator; null like <see cref="GradientReach"/>.</summary>
    public double? GradientSpread
    {
        get
        {
            var logarithms = Convolutions.Select(LogGradient).ToList();
            return logarithms.Count < 2 || Mean(logarithms) is not { } mean
                ? null
                : Math.Sqrt(logarithms.Sum(value => (value!.Value - mean) * (value.Value - mean)) / (logarithms.Count - 1));
        }
    }

    /// <summary>Mean of the responses' standard deviations; null where one is not a finite number.</summary>
    public double? ResponseDeviation => Mean(Convolutions.Select(layer => layer.ResponseDeviation));

    /// <summary>log10 of gradient norm over weight norm; null where that is not a finite number.</summary>
    public static double? LogGradient(LayerDiagnosis layer) =>
        layer is { GradientNorm: { } gradient and > 0, WeightNorm: > 0 } ? Math.Log10(gradient / layer.WeightNorm) : null;

    private IEnumerable<LayerDiagnosis> In(string? stage) => Convolutions.Where(layer => StageOf(layer) == stage);

    // layer1 to layer4; null for the stem.
    private static string? StageOf(LayerDiagnosis layer) => layer.Layer.Split('.') is [var stage, _, ..] ? stage : null;

    private static double? Mean(IEnumerable<double?> values)
    {
        var all = values.ToList();
        return all.Count == 0 || all.Any(value => value is null) ? null : all.Average();
    }
}
