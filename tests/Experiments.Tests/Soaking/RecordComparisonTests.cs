using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Tests.Soaking;

/// <summary>A comparison that cannot fail would prove nothing: each kind of difference is planted once.</summary>
public sealed class RecordComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly Plan _plan = SyntheticPlan.Tiny() with { Seeds = [1], Arms = [SyntheticPlan.Tiny().Arms[0]] };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Records_that_differ_in_their_times_alone_are_equal()
    {
        Write("a", seconds: 1);
        Write("b", seconds: 2);
        Assert.Empty(Compare());
    }

    [Theory]
    [InlineData(RunLayout.WeightsName)]
    [InlineData(RunLayout.EvaluationName)]
    [InlineData(RunLayout.PredictionsName)]
    [InlineData(RunLayout.TraceName)]
    [InlineData(RunLayout.DiagnosticsName)]
    public void A_changed_file_is_named(string name)
    {
        Write("a", seconds: 1);
        Write("b", seconds: 1);
        File.AppendAllText(Path.Combine(RunOf("b").Folder, name), "x");
        Assert.Equal($"{_plan.Expand()[0]}: {name} differs.", Assert.Single(Compare()));
    }

    [Fact]
    public void Another_loss_a_missing_line_a_left_over_checkpoint_and_a_missing_run_are_found()
    {
        Write("a", seconds: 1);
        Write("b", seconds: 1, loss: 1.0000001);
        Assert.Contains("metrics.jsonl differs", Assert.Single(Compare()), StringComparison.Ordinal);
        Write("b", seconds: 1);
        File.WriteAllText(RunOf("b").Metrics, "");
        Assert.Contains("metrics.jsonl differs", Assert.Single(Compare()), StringComparison.Ordinal);
        Write("b", seconds: 1);
        Directory.CreateDirectory(RunOf("b").CheckpointFolder);
        Assert.Contains("left behind", Assert.Single(Compare()), StringComparison.Ordinal);
        File.Delete(RunOf("b").Manifest);
        Assert.Contains("there is no", Assert.Single(Compare()), StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Compare() => RecordComparison.Differences(_plan, LayoutOf("a"), LayoutOf("b"));

    private ResultsLayout LayoutOf(string copy) => new(Path.Combine(_folder, copy), _plan.Name);

    private RunLayout RunOf(string copy) => LayoutOf(copy).Run(_plan.Expand()[0]);

    private void Write(string copy, double seconds, double loss = 1)
    {
        var run = RunOf(copy);
        Directory.CreateDirectory(run.Folder);
        foreach (var path in new[] { run.Weights, run.Evaluation, run.Predictions, run.Trace, run.Diagnostics })
        {
            File.WriteAllText(path, Path.GetFileName(path));
        }

        var metric = new MetricRecord { Epoch = 1, Step = 3, Split = Split.Train, Loss = loss, Error = 0.5, LearningRate = 0.1, ImagesPerSecond = seconds, ElapsedSeconds = seconds };
        File.WriteAllText(run.Metrics, JsonSerializer.Serialize(metric, HarnessJson.Compact.MetricRecord) + "\n");
        var identity = PlannedRuns.Of(_plan, new string('d', 64), DeviceClass.Cpu)[0].Identity;
        var manifest = SyntheticManifest.Of(identity) with { Status = RunStatus.Completed, ElapsedSeconds = seconds };
        RecordFile.Write(run.Manifest, manifest, HarnessJson.Default.RunManifest);
    }
}
