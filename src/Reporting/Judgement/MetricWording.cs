using Harness.Contracts.Claims;

namespace Harness.Reporting.Judgement;

/// <summary>What each metric is called in a sentence, and how its values look there.</summary>
internal static class MetricWording
{
    private const string Reach = "ratio of gradients between first and last stage";
    private const string Spread = "spread of gradients over depth";

    public static string Noun(this RunMetric metric) => metric switch
    {
        RunMetric.TrainError => "training error",
        RunMetric.TrainEvaluationError => "training error in evaluation mode",
        RunMetric.TestError => "test error",
        RunMetric.GeneralisationGap => "gap between test and training error",
        RunMetric.FirstDropGain => "gain in test error after the first drop of the learning rate",
        RunMetric.LastDropGain => "gain in test error after the last drop of the learning rate",
        RunMetric.InitialGradientReach => Reach + " at initialisation",
        RunMetric.FinalGradientReach => Reach + " after training",
        RunMetric.InitialGradientSpread => Spread + " at initialisation",
        RunMetric.FinalGradientSpread => Spread + " after training",
        _ => "mean standard deviation of the layers' responses",
    };

    /// <summary>It is an error, so a run that diverged would have raised the mean.</summary>
    public static bool IsError(this RunMetric metric) => metric is RunMetric.TrainError or RunMetric.TrainEvaluationError or RunMetric.TestError;

    /// <summary>A value of the metric with its unit: <c>77.0 %</c>, <c>3.2 points</c>, <c>0.85 decades</c>, the ratio <c>2.3</c>.</summary>
    public static string Level(this RunMetric metric, double value, int decimals) =>
        metric.IsError() ? Wording.Percent(value, decimals)
        : ScaleOf(metric) == MetricScale.Logarithm ? metric.Bare(value, decimals)
        : metric.Difference(value, decimals);

    /// <summary>A difference of two values with its unit: <c>25.0 points</c>; of two logarithms the factor between the ratios.</summary>
    public static string Difference(this RunMetric metric, double value, int decimals) => ScaleOf(metric) switch
    {
        MetricScale.Share => Wording.PointsWithUnit(value, decimals),
        MetricScale.Logarithm => $"{Wording.Factor(Math.Pow(10, value))} times",
        MetricScale.Decades => $"{Wording.Fixed(value, 2)} decades",
        _ => Wording.Fixed(value, 4),
    };

    /// <summary>The same without its unit, for the ends of an interval.</summary>
    public static string Bare(this RunMetric metric, double value, int decimals) => ScaleOf(metric) switch
    {
        MetricScale.Share => Wording.Points(value, decimals),
        MetricScale.Logarithm => Wording.Factor(Math.Pow(10, value)),
        MetricScale.Decades => Wording.Fixed(value, 2),
        _ => Wording.Fixed(value, 4),
    };

    /// <summary>A limit as it stands behind "above" or "below"; <paramref name="isDifference"/>: between two arms, or between an arm and a published value.</summary>
    public static string Limit(this RunMetric metric, double value, bool isDifference) => ScaleOf(metric) switch
    {
        MetricScale.Logarithm when isDifference => $"a factor of {metric.Bare(value, 1)}",
        not MetricScale.Logarithm when value == 0 => "0",
        _ => isDifference ? metric.Difference(value, 1) : metric.Level(value, 1),
    };

    private static MetricScale ScaleOf(RunMetric metric) => metric switch
    {
        RunMetric.InitialGradientReach or RunMetric.FinalGradientReach => MetricScale.Logarithm,
        RunMetric.InitialGradientSpread or RunMetric.FinalGradientSpread => MetricScale.Decades,
        RunMetric.FinalResponseDeviation => MetricScale.Plain,
        _ => MetricScale.Share,
    };

    private enum MetricScale
    {
        Share,

        /// <summary>log10 of a ratio, shown as the ratio.</summary>
        Logarithm,

        /// <summary>A scatter of log10 values.</summary>
        Decades,

        Plain,
    }
}
