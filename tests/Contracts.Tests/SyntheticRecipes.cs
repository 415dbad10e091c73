using Harness.Contracts.Plans;

namespace Harness.Contracts.Tests;

/// <summary>Recipes with the paper's usual values where a test does not care.</summary>
internal static class SyntheticRecipes
{
    public static Recipe Of(int? epochs = null, int? iterations = null, int[]? milestones = null) => new()
    {
        Epochs = epochs,
        Iterations = iterations,
        BatchSize = 128,
        LearningRate = 0.1,
        Milestones = milestones ?? [],
        Gamma = 0.1,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 1e-4,
        Augmentation = Augmentation.CropAndFlip,
        Normalisation = Normalisation.Channel,
        EvaluateEvery = 1,
        DiagnoseAfter = [],
    };
}
