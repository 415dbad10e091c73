using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;

namespace Harness.EndToEnd.Tests;

/// <summary>
/// Follows every verdict of the committed results down to lines of the runs' records, and computes each value and each estimate again from those lines, without the
/// code that made them.
/// </summary>
public sealed class TracedVerdictsTests
{
    private static readonly ResultsLayout Committed = new(Repository.PathOf("results"), "quick");

    private static readonly AnalysisRecord Analysis = RecordFile.Read(Committed.Analysis, HarnessJson.Default.AnalysisRecord, AnalysisRecord.SchemaName);

    public static TheoryData<string> MeasuredClaims() => [.. Verdicts().Where(verdict => verdict.Test is not null).Select(verdict => verdict.Claim)];

    [Theory]
    [MemberData(nameof(MeasuredClaims))]
    public void A_verdict_rests_on_lines_of_the_records(string claim)
    {
        var test = Verdicts().Single(verdict => verdict.Claim == claim).Test!;
        var estimate = -test.Reference;
        foreach (var arm in test.Arms)
        {
            var values = arm.Seeds.Select(seed => Traced(new RunId(arm.Arm, seed), test.Metric)).ToList();
            Assert.Equal(values.Count, arm.Values.Count);
            Assert.All(values.Zip(arm.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
            estimate += arm.Coefficient * values.DefaultIfEmpty().Average();
        }

        Assert.Equal(test.Arms.Any(arm => arm.Values.Count == 0) ? 0 : estimate, test.Estimate, 1e-9);
    }

    private static IReadOnlyList<VerdictRecord> Verdicts() =>
        RecordFile.Read(Committed.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName).Verdicts;

    /// <summary>The value of a metric from the lines that the analysis names for it.</summary>
    private static double Traced(RunId run, RunMetric metric)
    {
        var measurement = Analysis.Runs.Single(record => record.Run == run).Measurements!.Single(one => one.Metric == metric);
        var lines = measurement.From.Select(origin => JsonDocument.Parse(Line(run, origin)).RootElement).ToList();
        return metric switch
        {
            RunMetric.InitialGradientReach or RunMetric.FinalGradientReach => Mean(Gradients(lines[0], "layer1.")) - Mean(Gradients(lines[0], "layer3.")),
            RunMetric.InitialGradientSpread or RunMetric.FinalGradientSpread => Deviation(Gradients(lines[0], "")),
            RunMetric.FinalResponseDeviation => Convolutions(lines[0], "").Average(layer => layer.GetProperty("response_deviation").GetDouble()),
            _ when lines.Count == 2 => Error(lines[0]) - Error(lines[1]),
            _ => Error(lines.Single()),
        };
    }

    private static string Line(RunId run, string origin)
    {
        var (file, number) = (origin[..origin.IndexOf(':', StringComparison.Ordinal)], int.Parse(origin[(origin.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        return File.ReadLines(Path.Combine(Committed.Run(run).Folder, file)).ElementAt(number - 1);
    }

    private static double Error(JsonElement line) => line.GetProperty("error").GetDouble();

    private static IEnumerable<JsonElement> Convolutions(JsonElement line, string stage) =>
        line.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("layer").GetString() is { } name
            && name.StartsWith(stage, StringComparison.Ordinal) && name.Contains("conv", StringComparison.Ordinal));

    private static List<double> Gradients(JsonElement line, string stage) =>
        [.. Convolutions(line, stage).Select(layer => Math.Log10(layer.GetProperty("gradient_norm").GetDouble() / layer.GetProperty("weight_norm").GetDouble()))];

    private static double Mean(List<double> values) => values.Average();

    private static double Deviation(List<double> values) => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Count - 1));
}
