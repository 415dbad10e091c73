using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering;

/// <summary>One point of the published protocol beside the plan's.</summary>
internal sealed record ProtocolRow(string Aspect, string Paper, string Here, bool Differs);

/// <summary>Compares a plan with section 4.2 of He et al. 2015, point by point.</summary>
internal static class PaperProtocol
{
    public static IReadOnlyList<ProtocolRow> Compare(ReportInputs inputs)
    {
        var plan = inputs.Plan;
        var images = plan.Dataset.TrainingImages;
        return
        [
            Row("Training images", "50,000", Quantity.Count(images), images != 50_000),
            Each("Length", "64,000 iterations (about 164 epochs)", recipe => Length(recipe, images), recipe => recipe.TotalSteps(images) != 64_000),
            Each("Batch size", "128", recipe => Quantity.Count(recipe.BatchSize), recipe => recipe.BatchSize != 128),
            Each("Learning rate", "0.1, divided by 10 after 32,000 and 48,000 iterations", Schedule, recipe => !HasPaperSchedule(recipe)),
            Each("Warm-up", "none, save 0.01 for about 400 iterations with 110 layers", WarmUp, recipe => recipe.WarmUp is not null && !plan.Arms.Any(arm => arm.Model.Depth == 110 && plan.RecipeOf(arm) == recipe)),
            Each("Momentum", "0.9", recipe => $"{Quantity.Plain(recipe.Momentum)}{(recipe.Nesterov ? ", Nesterov’s form" : "")}", recipe => recipe.Momentum != 0.9 || recipe.Nesterov),
            Each("Weight decay", "0.0001", recipe => Quantity.Plain(recipe.WeightDecay), recipe => recipe.WeightDecay != 0.0001),
            Each("Augmentation", "4 pixels of padding, random crop, horizontal flip", recipe => recipe.Augmentation == Augmentation.CropAndFlip ? "the same" : "none", recipe => recipe.Augmentation != Augmentation.CropAndFlip),
            Each("Normalisation", "mean image subtracted", recipe => recipe.Normalisation == Normalisation.PixelMean ? "mean image subtracted" : "mean and deviation of each channel", recipe => recipe.Normalisation != Normalisation.PixelMean),
            Networks(plan),
            Seeds(plan),
            Arithmetic(inputs),
        ];

        ProtocolRow Each(string aspect, string paper, Func<Recipe, string> here, Func<Recipe, bool> differs)
        {
            var used = plan.Recipes.Where(pair => plan.Arms.Any(arm => arm.Recipe == pair.Key)).ToList();
            var values = used.Select(pair => here(pair.Value)).Distinct().ToList();
            var text = values.Count == 1 ? values[0] : string.Join("; ", used.Select(pair => $"{pair.Key}: {here(pair.Value)}"));
            return new ProtocolRow(aspect, paper, text, used.Any(pair => differs(pair.Value)));
        }
    }

    public static string Schedule(Recipe recipe)
    {
        var unit = recipe.Epochs is null ? "iterations" : "epochs";
        return recipe.Milestones.Count == 0
            ? $"{Quantity.Plain(recipe.LearningRate)} throughout"
            : $"{Quantity.Plain(recipe.LearningRate)}, times {Quantity.Plain(recipe.Gamma)} after {string.Join(" and ", recipe.Milestones.Select(milestone => Quantity.Count(milestone)))} {unit}";
    }

    private static ProtocolRow Row(string aspect, string paper, string here, bool differs) => new(aspect, paper, here, differs);

    private static string Length(Recipe recipe, int images) =>
        $"{Quantity.Count(recipe.TotalSteps(images))} iterations ({Quantity.Quantify(recipe.TotalEpochs(images), "epoch", "epochs")})";

    private static bool HasPaperSchedule(Recipe recipe) =>
        recipe is { Epochs: null, LearningRate: 0.1, Gamma: 0.1 } && recipe.Milestones.SequenceEqual([32_000, 48_000]);

    private static string WarmUp(Recipe recipe) => recipe.WarmUp is { } warmUp
        ? $"{Quantity.Plain(warmUp.LearningRate)} for {Quantity.Quantify(warmUp.Iterations, "iteration", "iterations")}"
        : "none";

    private static ProtocolRow Networks(Plan plan)
    {
        var fourStage = plan.Arms.Any(arm => arm.Model.Family == ModelFamily.FourStage);
        var narrow = plan.Arms.Any(arm => arm.Model.WidthMultiplier != 1);
        var here = "6n+2 layers, identity shortcuts with zero padding"
            + (fourStage ? $"; besides them four-stage nets with projection shortcuts{(narrow ? ", some at another width" : "")}, which the paper trains on ImageNet only" : "");
        return Row("Networks", "6n+2 layers, identity shortcuts with zero padding (option A)", here, fourStage || narrow);
    }

    private static ProtocolRow Seeds(Plan plan)
    {
        var counts = plan.Arms.Select(arm => (arm.Seeds ?? plan.Seeds).Count).Distinct().Order().ToList();
        var here = counts.Count == 1 ? Quantity.Count(counts[0]) : $"{counts[0]} to {counts[^1]}";
        return Row("Runs a network", "1 (5 for 110 layers)", here, counts is not [1]);
    }

    private static ProtocolRow Arithmetic(ReportInputs inputs)
    {
        var used = inputs.Manifests.Select(manifest => $"{Name(manifest.Identity.Precision)} on {(manifest.Identity.Device == Contracts.Runs.DeviceClass.Cpu ? "CPU" : "GPU")}").Distinct().ToList();
        return Row("Arithmetic", "not stated; two GPUs", used.Count == 0 ? "not recorded" : string.Join("; ", used), used.Count > 0);
    }

    private static string Name(Precision precision) => precision switch
    {
        Precision.Bfloat16 => "bfloat16 products, float32 weights",
        Precision.TensorFloat32 => "TF32 products, float32 weights",
        _ => "float32",
    };
}
