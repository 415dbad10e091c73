using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Tests.Execution;

public sealed class RunEvaluationTests : IDisposable
{
    private const int Classes = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly LabelledImages _images = SyntheticImages.Create(40);

    // As many as are embedded, eight batches.
    private readonly LabelledImages _test = SyntheticImages.Create(2_000);
    private readonly RunIdentity _identity = PlannedRuns.Of(SyntheticPlan.Tiny(), new string('d', 64), DeviceClass.Cpu)[0].Identity;
    private readonly Trainer _trainer;
    private readonly MetricsHistory _history = new();

    public RunEvaluationTests()
    {
        torch.set_num_threads(1);
        _trainer = new Trainer(_identity.Model, _identity.Recipe, _identity.Run.Seed, _identity.Precision, _identity.Device, _images);
        while (!_trainer.IsFinished)
        {
            _ = _trainer.TrainEpoch(() => false);
        }

        _history.Add(Metric(Split.Train, 0.5));
    }

    private RunLayout Layout => new ResultsLayout(_folder, "tiny").Run(_identity.Run);

    public void Dispose()
    {
        _trainer.Dispose();
        _test.Dispose();
        _images.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_predictions_are_the_largest_recorded_logits_and_their_errors_are_the_final_test_error()
    {
        var final = TestAndFinish();
        var predictions = PredictionsFile.Read(Layout.Predictions);
        Assert.Equal(LargestOf(RecordedLogits()), predictions.Predicted.ToArray());
        Assert.Equal(SyntheticImages.Labels(_test.Count), predictions.Labels.ToArray());
        Assert.Equal(final.TestError, (double)predictions.Errors / _test.Count);
        // Or any one class for all images would pass.
        Assert.True(predictions.Predicted.ToArray().Distinct().Count() > 1);
    }

    [Fact]
    public void Of_equal_logits_the_first_is_predicted_and_counted()
    {
        using (torch.no_grad())
        {
            Parameter("fc.weight").zero_();
            using var bias = torch.tensor(new float[] { 0, 0, 0, 1, 0, 0, 1, 0, 0, 1 });
            Parameter("fc.bias").copy_(bias);
        }

        var final = TestAndFinish();
        Assert.All(PredictionsFile.Read(Layout.Predictions).Predicted.ToArray(), predicted => Assert.Equal(3, predicted));
        Assert.Equal(0.9, final.TestError);
    }

    [Fact]
    public void Logits_that_are_no_numbers_are_predicted_as_they_are_counted()
    {
        using (torch.no_grad())
        {
            Parameter("fc.bias").fill_(float.NaN);
        }

        var final = TestAndFinish();
        Assert.Equal(final.TestError, (double)PredictionsFile.Read(Layout.Predictions).Errors / _test.Count);
    }

    [Fact]
    public void A_run_that_was_stopped_after_its_last_test_writes_the_same_bytes()
    {
        TestAndFinish();
        string[] written = [Layout.Weights, Layout.Evaluation, Layout.Predictions];
        var digests = written.Select(ContentDigest.OfFile).ToList();
        Array.ForEach(written, File.Delete);

        // Another process: the test is in the history and its logits are gone.
        using var again = Create();
        again.Finish(Layout, _history, _ => { }, CancellationToken.None);
        Assert.Equal(digests, written.Select(ContentDigest.OfFile));
    }

    [Fact]
    public void A_run_whose_predictions_contradict_its_test_error_is_not_finished()
    {
        using var evaluation = Create();
        var test = evaluation.Test(CancellationToken.None);
        _history.Add(test with { Error = test.Error + (1.0 / _test.Count) });
        var wrong = Math.Round(test.Error * _test.Count);

        var fault = Assert.Throws<HarnessException>(() => evaluation.Finish(Layout, _history, _ => { }, CancellationToken.None));
        Assert.Contains($"predict {wrong} of 2000 test images wrongly; {Layout.Metrics} says {wrong + 1}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Move ", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Layout.Predictions));
    }

    private FinalMetrics TestAndFinish()
    {
        using var evaluation = Create();
        _history.Add(evaluation.Test(CancellationToken.None));
        return evaluation.Finish(Layout, _history, _ => { }, CancellationToken.None);
    }

    private RunEvaluation Create() => new(_identity, _trainer, _test, _images, TimeProvider.System, () => 0);

    private TorchSharp.Modules.Parameter Parameter(string name) => _trainer.Network.named_parameters().Single(parameter => parameter.name == name).parameter;

    private float[] RecordedLogits() => MemoryMarshal.Cast<byte, float>(SafetensorsFile.Read(Layout.Evaluation)["logits"].Bytes.Span).ToArray();

    private static byte[] LargestOf(float[] logits) =>
        [.. logits.Chunk(Classes).Select(ofImage => (byte)Enumerable.Range(0, Classes).MaxBy(index => ofImage[index]))];

    private static MetricRecord Metric(Split split, double error) =>
        new() { Epoch = 3, Step = 9, Split = split, Loss = 1, Error = error, LearningRate = 0.1, ImagesPerSecond = 1, ElapsedSeconds = 1 };
}
