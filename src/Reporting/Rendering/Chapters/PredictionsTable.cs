using Harness.Contracts.Analysis;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Pairs of networks with one seed on the same test images: on how many only one of the two is wrong.</summary>
internal static class PredictionsTable
{
    /// <returns>Null where no two networks' predictions were recorded.</returns>
    public static TableBlock? Write(string label, ArmViews arms, IReadOnlyList<ComparisonRecord> comparisons)
    {
        var predicted = comparisons.Where(comparison => comparison.Predictions.Count > 0).ToList();
        if (predicted.Count == 0)
        {
            return null;
        }

        var images = predicted.SelectMany(comparison => comparison.Predictions).Select(one => one.Images).Distinct().Order().Select(count => Quantity.Count(count));
        return new TableBlock(
            label,
            $"Network against network on the same {string.Join(" or ", images)} test images, from the smallest to the largest seed.",
            [
                Column.Wide("First − second"), new Column("Seeds"), Column.Number("First alone wrong"), Column.Number("Second alone wrong"),
                Column.Number("Difference, points"), new Column("Largest p"),
            ],
            [.. predicted.Select(comparison => Row(comparison, arms))],
            "McNemar’s test asks of two trained networks whether one errs on more images than the other, and uses only the images on which they disagree. It speaks of these weights, not of what another seed would give; with so many images a small difference is enough for a small p.");
    }

    private static IReadOnlyList<Prose> Row(ComparisonRecord comparison, ArmViews arms) =>
    [
        ComparisonTable.Pair(comparison, arms),
        Quantity.Count(comparison.Predictions.Count),
        Range(comparison.Predictions.Select(one => one.OnlyFirstWrong).Order().Select(count => Quantity.Count(count))),
        Range(comparison.Predictions.Select(one => one.OnlySecondWrong).Order().Select(count => Quantity.Count(count))),
        Range(comparison.Predictions.Select(one => one.Difference).Order().Select(ComparisonTable.Signed)),
        Quantity.PValue(comparison.Predictions.Max(one => one.PValue)),
    ];

    private static string Range(IEnumerable<string> ordered)
    {
        var all = ordered.ToList();
        return all[0] == all[^1] ? all[0] : $"{all[0]} to {all[^1]}";
    }
}
