using Harness.Contracts.Analysis;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Document;
using RunMetric = Harness.Contracts.Claims.RunMetric;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>What the diagnoses of each net come to in one number a run, over its seeds.</summary>
internal static class SignalTable
{
    private static readonly RunMetric[] Metrics =
    [
        RunMetric.InitialGradientReach, RunMetric.FinalGradientReach, RunMetric.InitialGradientSpread, RunMetric.FinalGradientSpread, RunMetric.FinalResponseDeviation,
    ];

    public static TableBlock Write(string label, IReadOnlyList<ArmView> arms) => new(
        label,
        HasIntervals(arms)
            ? "Gradients and responses in one number a net: means over seeds with 95 % t intervals, in brackets or as ± half of it."
            : "Gradients and responses in one number a net.",
        [
            new Column("Network"), new Column("n"), Column.Number("First/last stage, initial"), Column.Number("First/last stage, trained"),
            Column.Number("Spread, initial"), Column.Number("Spread, trained"), Column.Number("Response, trained"),
        ],
        [.. arms.Select(Row)],
        "First/last stage: ratio of the stages’ geometric means of gradient norm over weight norm; the mean over seeds is taken of its logarithm. Spread: standard deviation of the logarithm over the convolutions, in decades (factors of ten). Response: mean over the convolutions of the response’s standard deviation. Where n = 1 there is no interval; a dash stands where no run was diagnosed in that state or a gradient was not a finite number above 0.");

    public static bool HasIntervals(IEnumerable<ArmView> arms) => arms.Any(arm => Metrics.Any(metric => arm.Record?.Of(metric)?.Low is not null));

    /// <summary>The mean with its interval, where there is one.</summary>
    public static string Value(RunMetric metric, Estimate estimate) => estimate switch
    {
        not { Low: not null, High: not null } => Mean(metric, estimate),

        // Of a ratio the interval is not symmetrical.
        { Low: { } low, High: { } high } when metric is RunMetric.InitialGradientReach or RunMetric.FinalGradientReach =>
            $"{Mean(metric, estimate)} ({metric.Bare(low, 2)} to {metric.Bare(high, 2)})",
        { Low: { } low, High: { } high } => $"{Mean(metric, estimate)} ± {metric.Bare((high - low) / 2, 2)}",
    };

    public static string Mean(RunMetric metric, Estimate estimate) => metric.Bare(estimate.Mean, 2);

    private static IReadOnlyList<Prose> Row(ArmView arm)
    {
        var estimates = Metrics.Select(metric => arm.Record?.Of(metric)).ToList();
        var counts = estimates.OfType<Estimate>().Select(estimate => estimate.N).Distinct().Order().ToList();
        return
        [
            arm.Name,
            counts is [var n] ? Quantity.Count(n) : $"{counts[0]} to {counts[^1]}",
            .. Metrics.Zip(estimates, (metric, estimate) => (Prose)(estimate is null ? Quantity.Missing : Value(metric, estimate))),
        ];
    }
}
