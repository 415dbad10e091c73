using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Execution;

/// <summary>When and how a run is evaluated, and what is kept of its last evaluation.</summary>
/// <param name="elapsed">Seconds spent in the run so far.</param>
internal sealed class RunEvaluation(RunIdentity identity, Trainer trainer, LabelledImages test, LabelledImages training, TimeProvider clock, Func<double> elapsed) : IDisposable
{
    /// <summary>The first test images, whose embeddings are kept for the report's map.</summary>
    private const int EmbeddedImages = 2_000;

    /// <summary>Of the test after the last epoch, so that it need not be made twice.</summary>
    private Tensor? _finalLogits;

    /// <summary>Activations of a CPU batch should stay near the caches; a GPU wants large ones.</summary>
    private int BatchSize => identity.Device == DeviceClass.Cpu ? 250 : 2_500;

    /// <summary>The epoch that has just ended is one after which the recipe asks for a test, and has not had it.</summary>
    public bool IsDue(MetricsHistory history)
    {
        var epoch = trainer.Position.Epoch;
        var atEpochEnd = trainer.Position.StepInEpoch == 0 && epoch > 0;
        return atEpochEnd && history.LastTestEpoch < epoch && (trainer.IsFinished || epoch % identity.Recipe.EvaluateEvery == 0);
    }

    public MetricRecord Test(CancellationToken stop)
    {
        var (record, logits) = Measure(Split.Test, test, stop);
        _finalLogits?.Dispose();
        _finalLogits = logits;
        return record;
    }

    /// <summary>Writes the final weights and the last evaluation, and evaluates the training images once more.</summary>
    /// <exception cref="HarnessException">The predictions have another error than the last test in <paramref name="history"/>, or the folder cannot be written to.</exception>
    public FinalMetrics Finish(RunLayout layout, MetricsHistory history, Action<MetricRecord> record, CancellationToken stop)
    {
        var last = history.Of(Split.Train).Last();
        var tests = history.Of(Split.Test).ToList();
        StoredTensors.WeightsOf(trainer.Network).Write(layout.Weights);
        WriteEvaluation(layout, tests[^1].Error, stop);
        var best = tests.MinBy(entry => entry.Error)!;
        var (trainEvaluation, logits) = Measure(Split.TrainEvaluation, training, stop);
        logits.Dispose();
        record(trainEvaluation);
        return new FinalMetrics
        {
            TrainError = last.Error,
            TrainLoss = last.Loss,
            TrainEvaluationError = trainEvaluation.Error,
            TestError = tests[^1].Error,
            TestLoss = tests[^1].Loss,
            BestTestError = best.Error,
            BestTestEpoch = best.Epoch,
        };
    }

    public void Dispose() => _finalLogits?.Dispose();

    private (MetricRecord Record, Tensor Logits) Measure(Split split, LabelledImages images, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var (result, logits) = trainer.Evaluate(images, BatchSize, stop);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        var record = new MetricRecord
        {
            Epoch = trainer.Position.Epoch,
            Step = trainer.StepsDone,
            Split = split,
            Loss = double.IsFinite(result.Loss) ? result.Loss : null,
            Error = result.Error,
            LearningRate = trainer.LearningRateOfLastStep,
            ImagesPerSecond = Math.Round(images.Count / seconds, 1),
            ElapsedSeconds = Math.Round(elapsed(), 3),
        };
        return (record, logits);
    }

    /// <summary>
    /// <c>logits</c> [10000, 10] float32, <c>labels</c> [10000] int64, <c>embeddings</c> [2000, features] float32 of the first test images; and, small enough to be
    /// committed, what those logits predict.
    /// </summary>
    private void WriteEvaluation(RunLayout layout, double testError, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var logits = _finalLogits ?? trainer.Evaluate(test, BatchSize, stop).Logits;
        var predictions = PredictionsOf(logits);
        if ((double)predictions.Errors / test.Count != testError)
        {
            throw new HarnessException(
                $"The final weights of {identity.Run} predict {predictions.Errors} of {test.Count} test images wrongly; {layout.Metrics} says {testError * test.Count:0}. "
                + "A run that was gone on with on another processor or GPU can differ so. "
                + $"Move {layout.Folder} away and run the same command again: the run is then made from its start.");
        }

        var embeddings = trainer.Embed(test, EmbeddedImages, BatchSize);
        new SafetensorsFile(
            [StoredTensors.From("logits", logits), StoredTensors.From("labels", test.Labels), StoredTensors.From("embeddings", embeddings)],
            new Dictionary<string, string>()).Write(layout.Evaluation);
        predictions.Write(layout.Predictions);
    }

    /// <summary>By the same argmax as <see cref="Trainer.Evaluate"/> counts errors by: of equal logits the first, and what is no number counts as the largest.</summary>
    private PredictionsFile PredictionsOf(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return new PredictionsFile(Bytes(logits.argmax(1)), Bytes(test.Labels));

        static byte[] Bytes(Tensor classes) => classes.to(ScalarType.Byte).cpu().bytes.ToArray();
    }
}
