using Harness.Contracts.Analysis;
using Harness.Contracts.Runs;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Analysis;

/// <summary>Mean error over the completed seeds at every evaluated epoch, with the t interval for that mean.</summary>
internal static class LearningCurves
{
    /// <summary>The curve of one arm and split; null if no seed of the arm completed.</summary>
    public static CurveRecord? Of(string arm, Split split, IEnumerable<InspectedRun> completed, ConfidenceLevel level)
    {
        var points =
            from run in completed
            from metric in run.Metrics
            where metric.Split == split
            group metric.Error by metric.Epoch into errors
            orderby errors.Key
            select Point(errors.Key, new Sample([.. errors]), level);
        var curve = points.ToList();
        return curve.Count == 0 ? null : new CurveRecord(arm, split, curve);
    }

    private static CurvePoint Point(int epoch, Sample errors, ConfidenceLevel level)
    {
        var interval = errors.MeanInterval(level);
        return new CurvePoint(
            epoch,
            errors.N,
            Rounded.ToTwelveDigits(errors.Mean),
            Rounded.ToTwelveDigits(interval?.Low),
            Rounded.ToTwelveDigits(interval?.High));
    }
}
