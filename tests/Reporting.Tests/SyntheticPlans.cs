using Harness.Contracts.Plans;

namespace Harness.Reporting.Tests;

/// <summary>Small plans for tests. They train nothing; their arms are those of the real plans, so that claims and figures find them.</summary>
internal static class SyntheticPlans
{
    /// <summary>The shape of the quick plan: four 6n+2 nets over two seeds, five narrow four-stage nets over one; 5,000 images, 10 epochs.</summary>
    public static Plan Quick(params int[] seeds) => new()
    {
        Schema = Plan.SchemaName,
        Name = "synthetic-quick",
        Title = "Synthetic numbers in the shape of the quick plan",
        Scale = "Synthetic: nothing was trained.",
        Dataset = new DatasetSelection(DatasetSelection.Cifar10, TrainingImagesPerClass: 500),
        Precision = Precision.Auto,
        Deterministic = true,
        Seeds = seeds.Length == 0 ? [1, 2] : seeds,
        Recipes = new Dictionary<string, Recipe> { ["gentle"] = Gentle },
        Arms =
        [
            ThreeStage("plain-20", 20, Shortcut.None, "gentle"),
            ThreeStage("plain-56", 56, Shortcut.None, "gentle"),
            ThreeStage("resnet-20", 20, Shortcut.ZeroPadding, "gentle"),
            ThreeStage("resnet-56", 56, Shortcut.ZeroPadding, "gentle"),
            Narrow("narrow-resnet-18", 18, Shortcut.Projection),
            Narrow("narrow-plain-18", 18, Shortcut.None),
            Narrow("narrow-resnet-34", 34, Shortcut.Projection),
            Narrow("narrow-plain-34", 34, Shortcut.None),
            Narrow("narrow-resnet-50", 50, Shortcut.Projection),
        ],
    };

    /// <summary>Section 4.2 of He et al. as published: all images, 64,000 iterations.</summary>
    public static Plan Paper(params int[] seeds) => new()
    {
        Schema = Plan.SchemaName,
        Name = "synthetic-paper",
        Title = "Synthetic numbers in the shape of the paper plan",
        Scale = "Synthetic: nothing was trained.",
        Dataset = new DatasetSelection(DatasetSelection.Cifar10),
        Precision = Precision.Auto,
        Deterministic = true,
        Seeds = seeds.Length == 0 ? [1, 2, 3, 4, 5] : seeds,
        Recipes = new Dictionary<string, Recipe> { ["paper"] = Published },
        Arms =
        [
            ThreeStage("plain-20", 20, Shortcut.None, "paper"),
            ThreeStage("plain-56", 56, Shortcut.None, "paper"),
            ThreeStage("resnet-20", 20, Shortcut.ZeroPadding, "paper"),
            ThreeStage("resnet-56", 56, Shortcut.ZeroPadding, "paper"),
        ],
    };

    private static Recipe Gentle => new()
    {
        Epochs = 10,
        BatchSize = 128,
        LearningRate = 0.02,
        Milestones = [6, 9],
        Gamma = 0.1,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 0.0001,
        Augmentation = Augmentation.None,
        Normalisation = Normalisation.Channel,
        EvaluateEvery = 5,
        DiagnoseAfter = [],
    };

    private static Recipe Published => new()
    {
        Iterations = 64_000,
        BatchSize = 128,
        LearningRate = 0.1,
        Milestones = [32_000, 48_000],
        Gamma = 0.1,
        Momentum = 0.9,
        Nesterov = false,
        WeightDecay = 0.0001,
        Augmentation = Augmentation.CropAndFlip,
        Normalisation = Normalisation.PixelMean,
        EvaluateEvery = 10,
        DiagnoseAfter = [],
    };

    private static Arm ThreeStage(string id, int depth, Shortcut shortcut, string recipe) =>
        new(id, new ModelSpec(ModelFamily.ThreeStage, depth, shortcut), recipe);

    private static Arm Narrow(string id, int depth, Shortcut shortcut) =>
        new(id, new ModelSpec(ModelFamily.FourStage, depth, shortcut, 0.25), "gentle", [1]);
}
