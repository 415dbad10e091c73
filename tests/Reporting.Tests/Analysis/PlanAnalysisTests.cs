using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class PlanAnalysisTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());

    [Fact]
    public void Means_and_intervals_are_those_of_the_seeds()
    {
        _results.WriteRun(new RunId("plain-56", 1), trainError: 0.7612);
        _results.WriteRun(new RunId("plain-56", 2), trainError: 0.7784);
        var estimate = Arm("plain-56").TrainError!;
        Assert.Equal([0.7612, 0.7784], estimate.Values);
        Assert.Equal(0.7698, estimate.Mean, 1e-12);
        // R: t.test(c(0.7612, 0.7784)), see Statistics/statistics.R.
        Assert.Equal(0.660526639268898, estimate.Low!.Value, 1e-10);
        Assert.Equal(0.879073360731102, estimate.High!.Value, 1e-10);
    }

    [Fact]
    public void The_comparison_is_welchs_test_first_minus_second()
    {
        _results.WriteRun(new RunId("plain-56", 1), trainError: 0.7612);
        _results.WriteRun(new RunId("plain-56", 2), trainError: 0.7784);
        _results.WriteRun(new RunId("plain-20", 1), trainError: 0.5174);
        _results.WriteRun(new RunId("plain-20", 2), trainError: 0.5231);
        var comparison = Analyse().Comparisons.Single(one => (one.First, one.Second, one.Metric) == ("plain-56", "plain-20", RunMetric.TrainError));
        // R: t.test(c(0.7612, 0.7784), c(0.5174, 0.5231)), see Statistics/statistics.R.
        Assert.Equal(27.5443346714182, comparison.TStatistic!.Value, 1e-9);
        Assert.Equal(1.21702816380952, comparison.DegreesOfFreedom!.Value, 1e-10);
        Assert.Equal(0.0119040460274484, comparison.PValue!.Value, 1e-11);
        Assert.Equal(0.173215283044566, comparison.Low!.Value, 1e-8);
    }

    [Fact]
    public void One_seed_has_a_mean_and_no_interval()
    {
        var arm = Arm("narrow-resnet-34");
        Assert.Equal(1, arm.TestError!.N);
        Assert.Null(arm.TestError.StandardDeviation);
        Assert.Null(arm.TestError.Low);
        var comparison = Analyse().Comparisons.First(one => one.First == "narrow-plain-34");
        Assert.Null(comparison.PValue);
        Assert.NotEqual(0, comparison.Difference);
    }

    [Fact]
    public void Runs_that_did_not_complete_are_counted_and_not_averaged()
    {
        _results.Diverge(new RunId("plain-56", 2));
        _results.Remove(new RunId("resnet-20", 1));
        _results.Damage(new RunId("resnet-20", 2));
        var analysis = Analyse();
        Assert.Equal(_results.Plan.Expand(), analysis.Runs.Select(run => run.Run));
        var diverged = analysis.Arms.Single(arm => arm.Arm == "plain-56");
        Assert.Equal((2, 1, 1, 1), (diverged.Planned, diverged.Completed, diverged.Diverged, diverged.TestError!.N));
        var gone = analysis.Arms.Single(arm => arm.Arm == "resnet-20");
        Assert.Equal((2, 0), (gone.Planned, gone.Completed));
        Assert.Null(gone.TestError);
        Assert.DoesNotContain(analysis.Comparisons, one => one.First == "resnet-20" || one.Second == "resnet-20");
        Assert.DoesNotContain(analysis.Curves, curve => curve.Arm == "resnet-20");
    }

    [Fact]
    public void Curves_have_a_point_for_every_evaluated_epoch()
    {
        var curves = Analyse().Curves.Where(curve => curve.Arm == "plain-20").ToDictionary(curve => curve.Split);
        Assert.Equal(Enumerable.Range(1, 10), curves[Split.Train].Points.Select(point => point.Epoch));
        Assert.Equal([5, 10], curves[Split.Test].Points.Select(point => point.Epoch));
        Assert.All(curves[Split.Train].Points, point => Assert.Equal(2, point.N));
        Assert.Equal(Arm("plain-20").TestError!.Mean, curves[Split.Test].Points[^1].Mean);
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("code digest")]
    [InlineData("dataset digest")]
    [InlineData("TorchSharp version")]
    [InlineData("device class")]
    public void Runs_of_unlike_conditions_are_refused_by_name(string what)
    {
        _results.WriteRun(new RunId("plain-20", 2), change: manifest => manifest with
        {
            Identity = what switch
            {
                "precision" => manifest.Identity with { Precision = Precision.Float32 },
                "code digest" => manifest.Identity with { CodeSha256 = "other" },
                "dataset digest" => manifest.Identity with { DatasetSha256 = "other" },
                "TorchSharp version" => manifest.Identity with { TorchSharpVersion = "0.108.0" },
                _ => manifest.Identity with { Device = DeviceClass.Cuda },
            },
        });
        var fault = Assert.Throws<HarnessException>(Analyse);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains("plain-20/seed-2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_runs_give_the_same_bytes_wherever_they_lie()
    {
        using var twin = SyntheticResults.Complete(SyntheticPlans.Quick());
        foreach (var results in new[] { _results, twin })
        {
            results.Damage(new RunId("plain-20", 1));
            File.AppendAllText(results.Layout.Run(new RunId("plain-20", 2)).Metrics, "torn");
        }

        File.WriteAllText(Path.Combine(twin.Folder, "unrelated.txt"), "of no concern");
        Assert.Equal(Text(_results), Text(twin));

        static string Text(SyntheticResults results) =>
            JsonSerializer.Serialize(new PlanAnalysis(results.Layout).ToRecord(), HarnessJson.Default.AnalysisRecord);
    }

    public void Dispose() => _results.Dispose();

    private AnalysisRecord Analyse() => new PlanAnalysis(_results.Layout).ToRecord();

    private ArmRecord Arm(string id) => Analyse().Arms.Single(arm => arm.Arm == id);
}
