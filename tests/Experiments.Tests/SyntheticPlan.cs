using Harness.Contracts.Plans;

namespace Harness.Experiments.Tests;

/// <summary>A plan that trains in seconds: 8-layer nets on a few images.</summary>
internal static class SyntheticPlan
{
    public static readonly ModelSpec Residual8 = new(ModelFamily.ThreeStage, 8, Shortcut.ZeroPadding, 0.5);

    public static Recipe Recipe { get; } = new()
    {
        Epochs = 3,
        BatchSize = 16,
        LearningRate = 0.05,
        Milestones = [2],
        Gamma = 0.1,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 1e-4,
        Augmentation = Augmentation.CropAndFlip,
        Normalisation = Normalisation.Channel,
        EvaluateEvery = 1,
        DiagnoseAfter = [],
    };

    public static Plan Tiny() => new()
    {
        Schema = Plan.SchemaName,
        Name = "tiny",
        Title = "Tiny",
        Scale = "For tests.",
        Dataset = new DatasetSelection(DatasetSelection.Cifar10, 4),
        Precision = Precision.Float32,
        Deterministic = true,
        Seeds = [1, 2],
        Recipes = new Dictionary<string, Recipe> { ["tiny"] = Recipe },
        Arms = [new Arm("resnet-8", Residual8, "tiny"), new Arm("plain-8", Residual8 with { Shortcut = Shortcut.None }, "tiny")],
    };
}
