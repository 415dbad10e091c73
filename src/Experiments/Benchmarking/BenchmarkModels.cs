using Harness.Contracts;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Benchmarking;

/// <summary>The networks whose step can be measured, and how they are trained meanwhile.</summary>
internal static class BenchmarkModels
{
    private static readonly Dictionary<string, ModelSpec> Known = new()
    {
        ["resnet-18"] = new(ModelFamily.FourStage, 18, Shortcut.Projection),
        ["resnet-34"] = new(ModelFamily.FourStage, 34, Shortcut.Projection),
        ["resnet-50"] = new(ModelFamily.FourStage, 50, Shortcut.Projection),
        ["resnet-20"] = new(ModelFamily.ThreeStage, 20, Shortcut.ZeroPadding),
        ["resnet-56"] = new(ModelFamily.ThreeStage, 56, Shortcut.ZeroPadding),
        ["plain-20"] = new(ModelFamily.ThreeStage, 20, Shortcut.None),
        ["plain-56"] = new(ModelFamily.ThreeStage, 56, Shortcut.None),
    };

    /// <summary>The models of the acceptance figures.</summary>
    public static IReadOnlyList<string> Default { get; } = ["resnet-18", "resnet-20", "resnet-56"];

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Batch 128 and SGD with Nesterov momentum, as in the seed document.</summary>
    public static Recipe Recipe { get; } = new()
    {
        // More than a measurement takes; a run of so many steps keeps a number for each.
        Iterations = 1_000_000,
        BatchSize = 128,
        LearningRate = 0.001,
        Milestones = [],
        Gamma = 0.1,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 1e-4,
        Augmentation = Augmentation.CropAndFlip,
        Normalisation = Normalisation.Channel,
        EvaluateEvery = 1,
        DiagnoseAfter = [],
    };

    /// <exception cref="HarnessException">There is no such model.</exception>
    public static ModelSpec Find(string name) => Known.TryGetValue(name, out var model)
        ? model
        : throw new HarnessException($"There is no model '{name}' to measure. Known models: {string.Join(", ", Names)}.");

    /// <summary>The same layers with one channel each: the program of the network without its arithmetic.</summary>
    public static ModelSpec WithoutArithmetic(ModelSpec model) => model with { WidthMultiplier = 1.0 / 1024 };
}
