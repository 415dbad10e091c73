using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Analysis;

/// <summary>Two arms that differ in one thing that the paper is about: in depth alone, or in the shortcuts alone.</summary>
/// <param name="First">The deeper one, or the plain one of equal depth: the one that degradation would make worse.</param>
/// <param name="Second">The shallower one, or the residual one of equal depth.</param>
internal sealed record ComparablePair(Arm First, Arm Second);

/// <summary>Derives the comparisons of a plan from its models and recipes, never from the arms' names.</summary>
internal static class ComparablePairs
{
    /// <summary>All pairs, in the plan's order.</summary>
    public static IReadOnlyList<ComparablePair> Of(Plan plan) =>
    [
        .. from first in plan.Arms
           from second in plan.Arms
           where IsPair(first.Model, second.Model) && HaveTheSameConditions(plan, first, second)
           select new ComparablePair(first, second),
    ];

    /// <summary>
    /// The same family and width, and recipes that differ at most in warm-up: He et al. section 4.2 warm up the 110-layer net alone and
    /// compare it with the others, since a few hundred gentle steps at the start leave the schedule what it is.
    /// </summary>
    public static bool HaveTheSameConditions(Plan plan, Arm first, Arm second) =>
        first.Model.Family == second.Model.Family
        && first.Model.WidthMultiplier.Equals(second.Model.WidthMultiplier)
        && Text(plan.RecipeOf(first)) == Text(plan.RecipeOf(second));

    private static bool IsPair(ModelSpec first, ModelSpec second) =>
        first.Shortcut == second.Shortcut
            ? first.Depth > second.Depth
            : first.Depth == second.Depth && !first.IsResidual && second.IsResidual;

    private static string Text(Recipe recipe) => JsonSerializer.Serialize(recipe with { WarmUp = null }, HarnessJson.Compact.Recipe);
}
