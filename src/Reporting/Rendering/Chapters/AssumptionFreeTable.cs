using Harness.Contracts.Analysis;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>The differences between arms by methods that assume less than Welch's test, or something else. They decide no claim.</summary>
internal static class AssumptionFreeTable
{
    /// <returns>Null where seeds are too few for any of the methods.</returns>
    public static TableBlock? Write(string label, ArmViews arms, IReadOnlyList<ComparisonRecord> comparisons)
    {
        var tested = comparisons.Where(comparison => comparison.PermutationPValue is not null || comparison.Paired is { N: > 1 }).ToList();
        if (tested.Count == 0)
        {
            return null;
        }

        var level = Quantity.Level(tested[0].Level);
        var hasBootstrap = tested.Any(comparison => comparison.BootstrapLow is not null);
        return new TableBlock(
            label,
            "The same differences without Welch’s assumptions, in percentage points.",
            [
                Column.Wide("First − second"), new Column("Metric"), new Column("Permutation"), Column.Number("Within seeds"), Column.Number($"{level} interval"), new Column("Paired t"),
                new Column("Sign flips"), Column.Number("r"), .. hasBootstrap ? [Column.Number($"Bootstrap, {level}")] : Array.Empty<Column>(),
            ],
            [.. tested.Select(comparison => (IReadOnlyList<Prose>)[.. Row(comparison, arms), .. hasBootstrap ? [ComparisonTable.Ends(comparison.BootstrapLow, comparison.BootstrapHigh)] : Array.Empty<Prose>()])],
            Note(tested, hasBootstrap));
    }

    private static IReadOnlyList<Prose> Row(ComparisonRecord comparison, ArmViews arms)
    {
        var paired = comparison.Paired is { N: > 1 } found ? found : null;
        return
        [
            ComparisonTable.Pair(comparison, arms),
            ComparisonTable.Metric(comparison.Metric),
            Quantity.PValue(comparison.PermutationPValue),
            paired is null ? Quantity.Missing : $"{ComparisonTable.Signed(paired.Difference)} (n = {paired.N})",
            ComparisonTable.Ends(paired?.Low, paired?.High),
            Quantity.PValue(paired?.PValue),
            Quantity.PValue(paired?.SignFlipPValue),

            // Two points always lie on a line.
            paired is { N: > 2, Correlation: { } correlation } ? Quantity.Number(correlation, 2) : Quantity.Missing,
        ];
    }

    private static Prose Note(IReadOnlyList<ComparisonRecord> tested, bool hasBootstrap)
    {
        var smallest = tested.Where(comparison => comparison.PermutationPValue is not null).Select(SmallestPermutationPValue).DefaultIfEmpty(0).Min();
        var permutation = smallest >= 0.05
            ? $" With so few seeds it cannot fall below {Quantity.Number(smallest, 3)}, however far apart the arms are."
            : "";
        return "Permutation: the share of all ways to deal the errors out to the two arms that differ at least as much; exact, and free of any distribution."
            + permutation
            + " Within seeds: the mean difference between runs of one seed, which share the order of their images, with its paired t interval and test. Sign flips: the share of all exchanges within seeds that differ at least as much; exact."
            + " r: correlation of the two arms over seeds; pairing narrows the interval where it is above 0."
            + (hasBootstrap
                ? " Bootstrap: bias-corrected and accelerated interval, from four seeds an arm on."
                : " A bootstrap interval is computed from four seeds an arm on; no pair here has them.")
            + " A dash stands where seeds are too few or the differences show no scatter. Welch’s test decides the claims; these do not.";
    }

    // Of all ways to deal the values out the one that was seen, and its mirror image where both arms have equally many.
    private static double SmallestPermutationPValue(ComparisonRecord comparison)
    {
        var ways = 1.0;
        for (var place = 1; place <= comparison.FirstN; place++)
        {
            ways = ways * (comparison.SecondN + place) / place;
        }

        return (comparison.FirstN == comparison.SecondN ? 2 : 1) / ways;
    }
}
