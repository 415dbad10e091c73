using System.Globalization;
using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Comparing;

/// <summary>Under which conditions two sets were made.</summary>
internal static class ConditionComparison
{
    // What decides the numbers first, then where they were made.
    private static readonly (string Name, Func<RunManifest, string?> Value)[] OfRuns =
    [
        ("code digest", manifest => manifest.Identity.CodeSha256),
        ("dataset digest", manifest => manifest.Identity.DatasetSha256),
        ("precision", manifest => JsonNamingPolicy.SnakeCaseLower.ConvertName(manifest.Identity.Precision.ToString())),
        ("determinism", manifest => manifest.Identity.Deterministic ? "deterministic" : "not deterministic"),
        ("device class", manifest => JsonNamingPolicy.SnakeCaseLower.ConvertName(manifest.Identity.Device.ToString())),
        ("threads", manifest => Text(manifest.Identity.Threads)),
        ("TorchSharp", manifest => manifest.Identity.TorchSharpVersion),
        ("libtorch", manifest => $"{manifest.Machine.LibtorchVersion} ({manifest.Machine.TorchBackend})"),
        (".NET", manifest => manifest.Machine.DotNetVersion),
        ("accelerator", manifest => manifest.Machine.Accelerator),
        ("driver", manifest => manifest.Machine.DriverVersion),
        ("processor", manifest => $"{manifest.Machine.Processor}, {Text(manifest.Machine.LogicalCores)} logical cores"),
        ("operating system", manifest => manifest.Machine.OperatingSystem),
        ("commit", manifest => manifest.Source.Commit is { } commit ? commit + (manifest.Source.HasLocalChanges == true ? " with local changes" : "") : "unknown"),
    ];

    public static IReadOnlyList<ComparedCondition> Between(ResultSet a, ResultSet b) =>
    [
        Row("plan", [a.Plan.Name], [b.Plan.Name]),
        Row("plan digest", [a.Analysis.PlanSha256], [b.Analysis.PlanSha256]),
        Row("recipe digests", RecipesOf(a), RecipesOf(b)),
        Row("training images", [Text(a.Plan.Dataset.TrainingImages)], [Text(b.Plan.Dataset.TrainingImages)]),
        .. OfRuns.Select(condition => Row(condition.Name, a.Manifests.Select(condition.Value), b.Manifests.Select(condition.Value))),
        Row("claims digest", [a.Verdicts.ClaimsSha256], [b.Verdicts.ClaimsSha256]),
    ];

    private static ComparedCondition Row(string condition, IEnumerable<string?> a, IEnumerable<string?> b)
    {
        var (left, right) = (Values(a), Values(b));
        return new ComparedCondition(condition, left, right, !left.SequenceEqual(right));
    }

    private static List<string> Values(IEnumerable<string?> values) => [.. values.OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> RecipesOf(ResultSet set) =>
        set.Plan.Arms.Select(arm => ContentDigest.OfText(JsonSerializer.Serialize(set.Plan.RecipeOf(arm), HarnessJson.Compact.Recipe)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
