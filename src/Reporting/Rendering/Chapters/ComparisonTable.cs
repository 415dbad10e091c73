using Harness.Contracts.Analysis;
using Harness.Reporting.Rendering.Document;
using RunMetric = Harness.Contracts.Claims.RunMetric;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Welch tests between arms of one family, and what a reader who doubts them wants beside them.</summary>
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
                + (tested ? $" p is two-sided and not corrected for the number of tests. Hedges’ g is the difference in standard deviations, corrected for few seeds, with its {Quantity.Level(comparisons[0].Level)} interval in brackets; at few seeds it is large and uncertain. A dash stands where an arm has a single seed or its seeds agree to the last digit: then the scatter is unknown and no test is possible." : ""));
        if (AssumptionFreeTable.Write($"{label}-free", inputs.Arms, comparisons) is { } free)
        {
            yield return free;
        }

        if (PredictionsTable.Write($"{label}-images", inputs.Arms, comparisons) is { } images)
        {
            yield return images;
        }
    }

    public static string Pair(ComparisonRecord comparison, ArmViews arms) => $"{arms.Name(comparison.First)} − {arms.Name(comparison.Second)}";

    public static string Metric(RunMetric metric) => metric == RunMetric.TrainError ? "training" : "test";

    /// <summary>A difference of shares in percentage points with its sign.</summary>
    public static string Signed(double share) => (share > 0 ? "+" : "") + Quantity.Number(100 * share, 2);

    /// <summary>The ends of an interval like <see cref="Signed"/>; a dash where there is none.</summary>
    public static string Ends(double? low, double? high) => low is { } from && high is { } to ? $"{Signed(from)} to {Signed(to)}" : Quantity.Missing;


    private static IReadOnlyList<Prose> Difference(ComparisonRecord comparison, ArmViews arms) =>
    [
        Pair(comparison, arms),
        Metric(comparison.Metric),
        $"{comparison.FirstN}, {comparison.SecondN}",
        Signed(comparison.Difference),
    ];

    private static IReadOnlyList<Prose> Test(ComparisonRecord comparison) =>
    [
        Ends(comparison.Low, comparison.High),
        comparison is { TStatistic: { } t, DegreesOfFreedom: { } df } ? $"{Quantity.Number(t, 1)} ({Quantity.Number(df, 1)})" : Quantity.Missing,
        Quantity.PValue(comparison.PValue),
        StandardisedDifference(comparison),
    ];

    private static string StandardisedDifference(ComparisonRecord comparison) => comparison switch
    {
        { HedgesG: null } => Quantity.Missing,
        { HedgesG: { } g, HedgesGLow: { } low, HedgesGHigh: { } high } => $"{Quantity.Number(g, 1)} ({Quantity.Number(low, 1)} to {Quantity.Number(high, 1)})",
        { HedgesG: { } g } => Quantity.Number(g, 1),
    };
}
