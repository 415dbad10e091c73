using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Harness.Contracts.Plans;

/// <summary>What is done to a training image before the network sees it.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Augmentation>))]
public enum Augmentation
{
    None,

    /// <summary>Four pixels of zeros on each side, a random 32x32 crop, and a horizontal flip with probability one half (He et al. section 4.2).</summary>
    CropAndFlip,
}

/// <summary>How pixel values become network inputs.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Normalisation>))]
public enum Normalisation
{
    /// <summary>Per channel: minus the training set's mean, divided by its standard deviation (the seed document's constants).</summary>
    Channel,

    /// <summary>Scaled to [0, 1], minus the training set's mean image (He et al. section 4.2, "per-pixel mean subtracted").</summary>
    PixelMean,
}

/// <summary>A first stretch of training at a gentler rate (He et al. section 4.2 use 0.01 for about 400 iterations with the 110-layer net).</summary>
public sealed record WarmUp([Above(0)] double LearningRate, [AtLeast(1)] int Iterations);

/// <summary>How an arm is trained: stochastic gradient descent with a step schedule. Exactly one of <see cref="Epochs"/> and <see cref="Iterations"/> is set.</summary>
/// <remarks>A plan states everything: there are no defaults that could change under it. Leaving them out is also no choice, since the generated JSON reader would put 0 for the default of an init property.</remarks>
public sealed record Recipe
{
    /// <summary>Passes over the training images, at least 1.</summary>
    [AtLeast(1)]
    public int? Epochs { get; init; }

    /// <summary>Optimiser steps, at least 1; the last epoch may be a part of one.</summary>
    [AtLeast(1)]
    public int? Iterations { get; init; }

    /// <summary>Images a step, at least 1. The last batch of an epoch holds what is left.</summary>
    [AtLeast(1)]
    public required int BatchSize { get; init; }

    /// <summary>Rate at the start, above 0.</summary>
    [Above(0)]
    public required double LearningRate { get; init; }

    /// <summary>Where the rate is multiplied by <see cref="Gamma"/>: in epochs if <see cref="Epochs"/> is set, else in iterations. Rising.</summary>
    [AtLeast(1)]
    public required IReadOnlyList<int> Milestones { get; init; }

    /// <summary>Factor on the rate at each milestone, in (0, 1).</summary>
    [ProperShare]
    public required double Gamma { get; init; }

    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public required double Momentum { get; init; }

    public required bool Nesterov { get; init; }

    /// <summary>L2 penalty on every parameter, biases and normalisation included, as PyTorch's SGD applies it.</summary>
    [AtLeast(0)]
    public required double WeightDecay { get; init; }

    public required Augmentation Augmentation { get; init; }

    public required Normalisation Normalisation { get; init; }

    public WarmUp? WarmUp { get; init; }

    /// <summary>The test set is evaluated after every so many epochs and after the last one.</summary>
    [AtLeast(1)]
    public required int EvaluateEvery { get; init; }

    /// <summary>
    /// Epochs after which the gradient and response of every layer are recorded; 0 is the state at initialisation. Rising. The last epoch's are always recorded.
    /// </summary>
    [AtLeast(0)]
    public required IReadOnlyList<int> DiagnoseAfter { get; init; }

    /// <summary>Steps in one epoch over <paramref name="trainingImages"/> images.</summary>
    public int StepsPerEpoch(int trainingImages) => (int)(((long)trainingImages + BatchSize - 1) / BatchSize);

    public int TotalSteps(int trainingImages) => Iterations ?? Epochs!.Value * StepsPerEpoch(trainingImages);

    public int TotalEpochs(int trainingImages)
    {
        var perEpoch = StepsPerEpoch(trainingImages);
        return (int)(((long)TotalSteps(trainingImages) + perEpoch - 1) / perEpoch);
    }

    /// <summary>The rate used by step <paramref name="step"/>, counted from 0.</summary>
    public double LearningRateAt(int step, int trainingImages)
    {
        if (WarmUp is { } warmUp && step < warmUp.Iterations)
        {
            return warmUp.LearningRate;
        }

        var progress = Epochs is null ? step : step / StepsPerEpoch(trainingImages);
        var drops = Milestones.Count(milestone => progress >= milestone);
        return LearningRate * Math.Pow(Gamma, drops);
    }

    /// <summary>What is wrong with a recipe as it stands in a file, where it may also be null.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="trainingImages">That it is for, at least 1.</param>
    public static IEnumerable<string> ProblemsOf(Recipe? recipe, int trainingImages)
    {
        if (recipe is null)
        {
            return ["it is null"];
        }

        // Steps are counted in 32 bits.
        return recipe is { Epochs: { } epochs, BatchSize: >= 1 } && (long)epochs * recipe.StepsPerEpoch(trainingImages) > int.MaxValue
            ? [.. recipe.Problems(), $"{epochs} epochs are more than {int.MaxValue} steps"]
            : recipe.Problems();
    }

    public IEnumerable<string> Problems()
    {
        if ((Epochs is null) == (Iterations is null))
        {
            yield return "exactly one of epochs and iterations must be given";
        }

        if (Epochs is < 1 || Iterations is < 1)
        {
            yield return "epochs or iterations must be at least 1";
        }

        if (BatchSize < 1)
        {
            yield return $"batch_size {BatchSize} is below 1";
        }

        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            yield return $"learning_rate {LearningRate} is not above 0";
        }

        if (!(Gamma is > 0 and < 1))
        {
            yield return $"gamma {Gamma} is not in (0, 1)";
        }

        if (!(Momentum is >= 0 and < 1))
        {
            yield return $"momentum {Momentum} is not in [0, 1)";
        }

        if (Nesterov && Momentum == 0)
        {
            yield return "nesterov needs a momentum above 0";
        }

        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            yield return $"weight_decay {WeightDecay} is below 0";
        }

        if (!IsRising(Milestones) || Milestones.Any(milestone => milestone < 1))
        {
            yield return "milestones must rise and be at least 1";
        }

        if (EvaluateEvery < 1)
        {
            yield return $"evaluate_every {EvaluateEvery} is below 1";
        }

        if (!IsRising(DiagnoseAfter) || DiagnoseAfter.Any(epoch => epoch < 0))
        {
            yield return "diagnose_after must rise and be at least 0";
        }

        if (WarmUp is { } warmUp && !(warmUp.Iterations >= 1 && warmUp.LearningRate > 0))
        {
            yield return "warm_up needs iterations of at least 1 and a learning_rate above 0";
        }
    }

    private static bool IsRising(IReadOnlyList<int> numbers) => numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
}
