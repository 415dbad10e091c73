using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Judgement;

/// <summary>Holds an arm against the conditions under which a value was published: a published error is never tested on a part of the data.</summary>
internal static class PublishedExperiment
{
    /// <summary>Each as it stands in a sentence after "differs in"; none where the arm is trained as published.</summary>
    public static IReadOnlyList<string> Deviations(Plan plan, Arm arm, PublishedConditions conditions)
    {
        var deviations = new List<string>();
        if (plan.Dataset.TrainingImages != Wording.WholeTrainingSet)
        {
            deviations.Add($"its data ({Wording.Whole(plan.Dataset.TrainingImages)} of the 50,000 training images)");
        }

        if (!arm.Model.WidthMultiplier.Equals(1))
        {
            deviations.Add("the width of the net");
        }

        if (Text(plan.RecipeOf(arm)) != Text(conditions.Recipe))
        {
            deviations.Add("its training recipe");
        }

        return deviations;
    }

    // Warm-up: see ComparablePairs. How often the test set is looked at changes no weight.
    private static string Text(Recipe recipe) =>
        JsonSerializer.Serialize(recipe with { WarmUp = null, EvaluateEvery = 1, DiagnoseAfter = [] }, HarnessJson.Compact.Recipe);
}
