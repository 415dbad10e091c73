using Harness.Contracts.Plans;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering;

/// <summary>How large a plan is beside section 4.2 of He et al. 2015, in words short enough for the foot of a page.</summary>
internal static class PlanScale
{
    /// <summary>64,000 iterations (He et al. 2015, section 4.2).</summary>
    private const int PaperSteps = 64_000;

    /// <summary>OpenMMLab's schedule for the four-stage nets on CIFAR-10.</summary>
    private const int OpenMmLabEpochs = 200;

    public static string Training(Plan plan)
    {
        var images = plan.Dataset.TrainingImages;
        var epochs = plan.Arms.Select(arm => plan.RecipeOf(arm).TotalEpochs(images)).Distinct().Order().ToList();
        var span = epochs.Count == 1 ? Quantity.Quantify(epochs[0], "epoch", "epochs") : $"{epochs[0]} to {epochs[^1]} epochs";
        return $"{Quantity.Count(images)} training images, {span}";
    }

    public static string Running(Plan plan) => IsPapers(plan)
        ? $"Results of the plan {plan.Name}: {Training(plan)}, the schedule of the paper{(plan.Arms.Any(arm => arm.Model.Family != ModelFamily.ThreeStage) ? " for its networks" : "")}"
        : $"{Quantity.Capitalised(plan.Name)}-scale results ({Training(plan)}): not the paper’s numbers";

    /// <summary>
    /// Whether the paper's CIFAR-10 networks are trained as long, and on as much, as published. Other networks may be trained beside them, at their full width: the
    /// paper has no numbers of theirs.
    /// </summary>
    public static bool IsPapers(Plan plan) =>
        plan.Arms.Any(arm => arm.Model.Family == ModelFamily.ThreeStage)
        && plan.Arms.All(arm => arm.Model.WidthMultiplier.Equals(1) && (arm.Model.Family != ModelFamily.ThreeStage || IsPublished(plan, arm)));

    /// <summary>Whether an arm is trained as long, and on as much, as the net whose test error is published (<see cref="PublishedValues.TestError"/>).</summary>
    public static bool IsPublished(Plan plan, Arm arm)
    {
        var (recipe, images) = (plan.RecipeOf(arm), plan.Dataset.TrainingImages);
        return plan.Dataset.TrainingImagesPerClass is null
            && (arm.Model.Family == ModelFamily.ThreeStage ? recipe.TotalSteps(images) >= PaperSteps : recipe.TotalEpochs(images) >= OpenMmLabEpochs);
    }
}
