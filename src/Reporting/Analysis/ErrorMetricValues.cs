using System.Text.Json;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>What each error metric is called and where it stands in the records.</summary>
internal static class ErrorMetricValues
{
    public static string JsonName(this ErrorMetric metric) => JsonNamingPolicy.SnakeCaseLower.ConvertName(metric.ToString());

    public static string Words(this ErrorMetric metric) => metric switch
    {
        ErrorMetric.TrainError => "training error",
        ErrorMetric.TrainEvaluationError => "training error in evaluation mode",
        _ => "test error",
    };

    public static double Of(this ErrorMetric metric, FinalMetrics final) => metric switch
    {
        ErrorMetric.TrainError => final.TrainError,
        ErrorMetric.TrainEvaluationError => final.TrainEvaluationError,
        _ => final.TestError,
    };

    public static Estimate? Of(this ErrorMetric metric, ArmRecord arm) => metric switch
    {
        ErrorMetric.TrainError => arm.TrainError,
        ErrorMetric.TrainEvaluationError => arm.TrainEvaluationError,
        _ => arm.TestError,
    };
}
