using Harness.Contracts.Analysis;
using Harness.Reporting.Rendering.Document;
using RunMetric = Harness.Contracts.Claims.RunMetric;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Welch tests between arms of one family.</summary>
internal static class ComparisonTable
{
    public static IEnumerable<Block> Write(string label, Prose caption, ReportInputs inputs, IReadOnlyList<ArmView> arms)
    {
        var ids = arms.Select(arm => arm.Arm.Id).ToHashSet();
        var comparisons = inputs.Analysis.Comparisons.Where(comparison => ids.Contains(comparison.First) && ids.Contains(comparison.Second)).ToList();
        if (comparisons.Count == 0)
        {
            yield return new Paragraph("No two of these arms have finished runs to compare, so there is no test.");
            yield break;
        }

        var tested = comparisons.Any(comparison => comparison.TStatistic is not null);
        Column[] tests =
        [
            Column.Number($"{Quantity.Level(comparisons[0].Level)} interval"), Column.Number("t (df)"), new Column("p"), Column.Number("Hedges’ g"),
        ];
        yield return new TableBlock(
            label,
            tested ? caption : "Differences between arms. In each pair one arm or both have a single seed, so nothing can be tested.",
            [Column.Wide("First − second"), new Column("Metric"), Column.Number("n"), Column.Number("Difference, points"), .. tested ? tests : []],
            [.. comparisons.Select(comparison => (IReadOnlyList<Prose>)[.. Difference(comparison, inputs.Arms), .. tested ? Test(comparison) : []])],
            "Differences are percentage points of error; above zero means that the first net errs more."
                + (tested ? " p is two-sided and not corrected for the number of tests. A dash stands where an arm has a single seed or its seeds agree to the last digit: then the scatter is unknown and no test is possible." : ""));
    }

    private static IReadOnlyList<Prose> Difference(ComparisonRecord comparison, ArmViews arms) =>
    [
        $"{arms.Name(comparison.First)} − {arms.Name(comparison.Second)}",
        Metric(comparison.Metric),
        $"{comparison.FirstN}, {comparison.SecondN}",
        Signed(comparison.Difference),
    ];

    private static IReadOnlyList<Prose> Test(ComparisonRecord comparison) =>
    [
        comparison is { Low: { } low, High: { } high } ? $"{Signed(low)} to {Signed(high)}" : Quantity.Missing,
        comparison is { TStatistic: { } t, DegreesOfFreedom: { } df } ? $"{Quantity.Number(t, 1)} ({Quantity.Number(df, 1)})" : Quantity.Missing,
        Quantity.PValue(comparison.PValue),
        comparison.HedgesG is { } g ? Quantity.Number(g, 1) : Quantity.Missing,
    ];

    private static string Metric(RunMetric metric) => metric == RunMetric.TrainError ? "training" : "test";

    private static string Signed(double share) => (share > 0 ? "+" : "") + Quantity.Number(100 * share, 2);
}
