using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

/// <summary>The methods have their own tests against R; here is what enters them.</summary>
public sealed class ArmComparisonTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));

    [Fact]
    public void Pairs_are_the_seeds_that_both_arms_completed()
    {
        _results.Fail(new RunId("plain-56", 2));
        var paired = Compare(RunMetric.TrainError).Paired!;
        Assert.Equal(2, paired.N);
        var expected = new[] { 1, 3 }.Select(seed => Error("plain-56", seed) - Error("plain-20", seed)).Average();
        Assert.Equal(expected, paired.Difference, 1e-11);
    }

    [Fact]
    public void Without_a_common_seed_nothing_is_paired()
    {
        _results.Fail(new RunId("plain-56", 2));
        _results.Fail(new RunId("plain-20", 1));
        _results.Fail(new RunId("plain-20", 3));
        var comparison = Compare(RunMetric.TestError);
        Assert.Null(comparison.Paired);
        Assert.Empty(comparison.Predictions);
    }

    [Fact]
    public void Predictions_are_counted_image_by_image()
    {
        var (first, second) = (Predictions("plain-56", 2), Predictions("plain-20", 2));
        var found = Compare(RunMetric.TestError).Predictions.Single(one => one.Seed == 2);
        var wrong = Enumerable.Range(0, 10_000)
            .GroupBy(image => (First: first.Predicted.Span[image] != first.Labels.Span[image], Second: second.Predicted.Span[image] != second.Labels.Span[image]))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(10_000, found.Images);
        Assert.Equal(wrong[(true, false)], found.OnlyFirstWrong);
        Assert.Equal(wrong[(false, true)], found.OnlySecondWrong);
        Assert.Equal((found.OnlyFirstWrong - found.OnlySecondWrong) / 10_000.0, found.Difference, 1e-12);
    }

    [Fact]
    public void Training_errors_have_no_predictions() => Assert.Empty(Compare(RunMetric.TrainError).Predictions);

    [Fact]
    public void Other_labels_are_refused_and_both_runs_are_named()
    {
        var run = new RunId("plain-56", 1);
        var altered = Predictions(run.Arm, run.Seed);
        // Every label and every prediction one class further: as many errors, on other images.
        new PredictionsFile(Next(altered.Predicted), Next(altered.Labels)).Write(_results.Layout.Run(run).Predictions);
        var manifest = RecordFile.Read(_results.Layout.Run(run).Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        var path = _results.Layout.Run(run).Predictions;
        RecordFile.Write(
            _results.Layout.Run(run).Manifest,
            manifest with { Files = [.. manifest.Files.Select(file => file.Path == RunLayout.PredictionsName ? file with { Sha256 = ContentDigest.OfFile(path) } : file)] },
            HarnessJson.Default.RunManifest);
        var fault = Assert.Throws<HarnessException>(() => Compare(RunMetric.TestError));
        Assert.Contains("plain-56/seed-1 and plain-20/seed-1 have other labels", fault.Message, StringComparison.Ordinal);

        static byte[] Next(ReadOnlyMemory<byte> classes) => [.. classes.ToArray().Select(one => (byte)((one + 1) % 10))];
    }

    public void Dispose() => _results.Dispose();

    private static double Error(string arm, int seed) => SyntheticResults.FinalErrors(SyntheticPlans.Quick().ArmOf(new RunId(arm, seed)).Model, seed).Train;

    private PredictionsFile Predictions(string arm, int seed) => PredictionsFile.Read(_results.Layout.Run(new RunId(arm, seed)).Predictions);

    private ComparisonRecord Compare(RunMetric metric) =>
        new PlanAnalysis(_results.Layout).ToRecord().Comparisons.Single(one => (one.First, one.Second, one.Metric) == ("plain-56", "plain-20", metric));
}
