using System.Text.Json.Serialization;

namespace Harness.Contracts.Claims;

/// <summary>
/// A number that one finished run gives, from its own record alone. What is taken within one run is paired by its nature: the same seed, weights and images stand
/// on both sides. Errors and differences of errors are shares; the others say their unit.
/// </summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RunMetric>))]
public enum RunMetric
{
    /// <summary>Over the last epoch's own batches.</summary>
    TrainError,

    /// <summary>Of the training images in evaluation mode, after the last epoch.</summary>
    TrainEvaluationError,

    /// <summary>After the last epoch.</summary>
    TestError,

    /// <summary>Test error minus training error after the last epoch: the seed document's gap between the accuracies.</summary>
    GeneralisationGap,

    /// <summary>
    /// What the first drop of the learning rate gains: the last test error before it minus the last one before the next drop or the end. Above 0: the error fell.
    /// </summary>
    FirstDropGain,

    /// <summary>The same of the last drop of the schedule, where it has at least two.</summary>
    LastDropGain,

    /// <summary>
    /// How well gradients reach the first layers at initialisation: log10 of a ratio, 0 where first and last stage are alike, -1 where the first stage has a tenth.
    /// Each convolution of the main path counts with its gradient norm over its weight norm; of each stage the mean of the logarithms is taken.
    /// </summary>
    InitialGradientReach,

    /// <summary>The same after the last epoch.</summary>
    FinalGradientReach,

    /// <summary>
    /// How unevenly gradients are spread over depth at initialisation: standard deviation, over the convolutions of the main path and the stem, of log10 of gradient
    /// norm over weight norm.
    /// </summary>
    InitialGradientSpread,

    /// <summary>The same after the last epoch.</summary>
    FinalGradientSpread,

    /// <summary>
    /// Mean, over the convolutions of the main path and the stem, of the response's standard deviation after the last epoch (He et al. figure 7). In units of the
    /// normalised activations.
    /// </summary>
    FinalResponseDeviation,
}
