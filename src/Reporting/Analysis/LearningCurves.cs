using Harness.Contracts.Analysis;
using Harness.Contracts.Runs;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Analysis;

/// <summary>Means over the completed seeds at every evaluated epoch, with the t intervals for those means.</summary>
internal static class LearningCurves
{
    /// <summary>Error, loss and learning rate of one arm and split; null if no seed of the arm completed.</summary>
    public static CurveRecord? Of(string arm, Split split, IEnumerable<InspectedRun> completed, ConfidenceLevel level)
    {
        var points =
            from run in completed
            from metric in run.Metrics
            where metric.Split == split
            group metric by metric.Epoch into epoch
            orderby epoch.Key
            select Point(epoch.Key, [.. epoch], level);
        var curve = points.ToList();
        return curve.Count == 0 ? null : new CurveRecord(arm, split, curve);
    }

    /// <summary>Test error minus training error of one arm; null if no seed of the arm completed.</summary>
    public static GapRecord? GapOf(string arm, IEnumerable<InspectedRun> completed, ConfidenceLevel level)
    {
        var points =
            from run in completed
            from test in run.Metrics
            where test.Split == Split.Test
            let train = run.Metrics.FirstOrDefault(metric => metric.Split == Split.Train && metric.Epoch == test.Epoch)
            where train is not null
            group test.Error - train.Error by test.Epoch into gaps
            orderby gaps.Key
            select GapPoint(gaps.Key, new Sample([.. gaps]), level);
        var curve = points.ToList();
        return curve.Count == 0 ? null : new GapRecord(arm, curve);
    }

    private static CurvePoint Point(int epoch, List<MetricRecord> seeds, ConfidenceLevel level)
    {
        var errors = new Sample([.. seeds.Select(seed => seed.Error)]);
        var errorInterval = errors.MeanInterval(level);
        // A mean over the seeds whose loss is finite would be of other seeds than the error beside it.
        var losses = seeds.All(seed => seed.Loss is not null) ? new Sample([.. seeds.Select(seed => seed.Loss!.Value)]) : null;
        var lossInterval = losses?.MeanInterval(level);
        return new CurvePoint(
            epoch,
            errors.N,
            Rounded.ToTwelveDigits(errors.Mean),
            Rounded.ToTwelveDigits(errorInterval?.Low),
            Rounded.ToTwelveDigits(errorInterval?.High),
            Rounded.ToTwelveDigits(losses?.Mean),
            Rounded.ToTwelveDigits(lossInterval?.Low),
            Rounded.ToTwelveDigits(lossInterval?.High),
            seeds[0].LearningRate);
    }

    private static GapPoint GapPoint(int epoch, Sample gaps, ConfidenceLevel level)
    {
        var interval = gaps.MeanInterval(level);
        return new GapPoint(
            epoch, gaps.N, Rounded.ToTwelveDigits(gaps.Mean), Rounded.ToTwelveDigits(interval?.Low), Rounded.ToTwelveDigits(interval?.High));
    }
}
