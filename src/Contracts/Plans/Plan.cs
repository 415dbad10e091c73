using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Harness.Contracts.Files;

namespace Harness.Contracts.Plans;

/// <summary>Which images the networks are trained on. The test set is always whole.</summary>
/// <param name="Name">The dataset; <c>cifar-10</c> is the one that is known.</param>
/// <param name="TrainingImagesPerClass">The first so many of each class in file order, 1 to 5,000; null for all 50,000 images.</param>
public sealed record DatasetSelection(
    [AllowedValues(DatasetSelection.Cifar10)] string Name,
    [Range(1, 5_000)] int? TrainingImagesPerClass = null)
{
    public const string Cifar10 = "cifar-10";

    /// <summary>CIFAR-10's; every plan tests on all of them.</summary>
    public const int TestImages = 10_000;

    [JsonIgnore]
    public int TrainingImages => 10 * (TrainingImagesPerClass ?? 5_000);
}

/// <summary>A model trained by a recipe: what is repeated over the seeds.</summary>
/// <param name="Id">Short name, used in paths: lower-case letters, digits, dots and hyphens. The same network has the same id in every plan.</param>
/// <param name="Model">The network.</param>
/// <param name="Recipe">The name of one of the plan's recipes.</param>
/// <param name="Seeds">This arm's seeds, where they differ from the plan's.</param>
public sealed record Arm(
    [RegularExpression(Plan.NameForm)] string Id,
    ModelSpec Model,
    string Recipe,
    [AtLeast(0)] IReadOnlyList<int>? Seeds = null);

/// <summary>What to run: the arms, their recipes and the seeds. Expands to runs in a fixed order.</summary>
public sealed partial record Plan : IRecord
{
    public const string SchemaName = "harness/plan/1";

    /// <summary>Of the names of plans and arms, which become folders.</summary>
    internal const string NameForm = "^[a-z0-9][a-z0-9.-]*$";

    public required string Schema { get; init; }

    /// <summary>The name of the plan and of its folder under the results.</summary>
    [RegularExpression(NameForm)]
    public required string Name { get; init; }

    /// <summary>One line for lists and headings.</summary>
    public required string Title { get; init; }

    /// <summary>In plain words, for the report: how large this experiment is beside the published one.</summary>
    public required string Scale { get; init; }

    public required DatasetSelection Dataset { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>On a GPU, use only algorithms that give the same bits every time. Runs on a CPU always do.</summary>
    public required bool Deterministic { get; init; }

    /// <summary>Seeds of every arm that names none of its own; each 0 or above, no duplicates.</summary>
    [AtLeast(0)]
    public required IReadOnlyList<int> Seeds { get; init; }

    public required IReadOnlyDictionary<string, Recipe> Recipes { get; init; }

    [MinLength(1)]
    public required IReadOnlyList<Arm> Arms { get; init; }

    /// <summary>Every run of the plan: arm by arm, seed by seed.</summary>
    public IReadOnlyList<RunId> Expand() =>
        [.. from arm in Arms from seed in arm.Seeds ?? Seeds select new RunId(arm.Id, seed)];

    public Arm ArmOf(RunId run) => Arms.Single(arm => arm.Id == run.Arm);

    public Recipe RecipeOf(Arm arm) => Recipes[arm.Recipe];

    /// <summary>Reads and checks a plan.</summary>
    /// <exception cref="HarnessException">The file is missing or the plan has faults; all of them are named.</exception>
    public static Plan Read(string path)
    {
        var plan = RecordFile.Read(path, HarnessJson.Default.Plan, SchemaName);
        var problems = plan.Problems().ToList();
        return problems.Count == 0
            ? plan
            : throw new HarnessException($"The plan {path} has {problems.Count} fault(s):\n{string.Join('\n', problems.Select(problem => "  - " + problem))}");
    }

    public IEnumerable<string> Problems()
    {
        if (!IsName(Name))
        {
            yield return $"name '{Name}' may hold only lower-case letters, digits, dots and hyphens";
        }

        if (Dataset.Name != DatasetSelection.Cifar10)
        {
            yield return $"dataset '{Dataset.Name}' is unknown; '{DatasetSelection.Cifar10}' is the one there is";
        }

        if (Dataset.TrainingImagesPerClass is < 1 or > 5_000)
        {
            yield return $"training_images_per_class {Dataset.TrainingImagesPerClass} is not in 1..5000";
        }

        if (Arms.Count == 0)
        {
            yield return "there are no arms";
        }

        foreach (var id in Arms.GroupBy(arm => arm.Id).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"the arm '{id}' stands there more than once";
        }

        foreach (var seeds in Arms.Select(arm => arm.Seeds ?? Seeds).Distinct())
        {
            if (seeds.Count == 0 || seeds.Any(seed => seed < 0) || seeds.Distinct().Count() != seeds.Count)
            {
                yield return $"the seeds [{string.Join(", ", seeds)}] must be at least one, 0 or above, each once";
            }
        }

        foreach (var (name, recipe) in Recipes)
        {
            foreach (var problem in Recipe.ProblemsOf(recipe, Dataset.TrainingImages))
            {
                yield return $"recipe '{name}': {problem}";
            }
        }

        foreach (var arm in Arms)
        {
            if (!IsName(arm.Id))
            {
                yield return $"arm '{arm.Id}' may hold only lower-case letters, digits, dots and hyphens";
            }

            if (!Recipes.ContainsKey(arm.Recipe))
            {
                yield return $"arm '{arm.Id}' names the recipe '{arm.Recipe}', which the plan does not have";
            }

            foreach (var problem in arm.Model.Problems())
            {
                yield return $"arm '{arm.Id}': {problem}";
            }
        }
    }

    /// <summary>Whether a plan or an arm may be called so: whether it is safe as the name of a folder.</summary>
    // The pattern's end also matches before a line feed at the very end.
    internal static bool IsName(string text) => NamePattern().Match(text).Length == text.Length && text.Length > 0;

    [GeneratedRegex(NameForm)]
    private static partial Regex NamePattern();
}
