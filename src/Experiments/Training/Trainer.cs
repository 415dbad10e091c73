using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Training;

/// <summary>Where a run stands: epochs done, and steps done within the current epoch.</summary>
internal readonly record struct TrainingPosition(int Epoch, int StepInEpoch);

/// <summary>Mean loss in nats and share of wrong predictions over <paramref name="Images"/> images.</summary>
internal sealed record EpochResult(double Loss, double Error, int Images);

/// <summary>
/// Trains one network. Knows nothing of files, processes or clocks: it can be stopped between any two steps, its state read, and put back into a new trainer
/// that goes on as if nothing had happened.
/// </summary>
/// <remarks>Use it from one thread only: dispose scopes, gradient mode and autocast belong to the thread in libtorch.</remarks>
internal sealed class Trainer : IDisposable
{
    /// <summary>As many as in a batch of the paper (He et al. section 4.2).</summary>
    private const int DiagnosedImages = 128;

    private readonly Recipe _recipe;
    private readonly bool _bfloat16;
    private readonly DeviceClass _deviceClass;
    private readonly Device _device;
    private readonly LabelledImages _training;
    private readonly InputPipeline _pipeline;
    private readonly SeedStreams _streams;
    private EpochDraws? _draws;
    private int _drawnEpoch = -1;

    public Trainer(ModelSpec model, Recipe recipe, int seed, Precision precision, DeviceClass deviceClass, LabelledImages training)
    {
        _recipe = recipe;
        _bfloat16 = precision == Precision.Bfloat16;
        _deviceClass = deviceClass;
        _device = training.Pixels.device;
        _training = training;
        _pipeline = new InputPipeline(recipe.Normalisation, training);
        _streams = new SeedStreams(seed);
        using var init = _streams.Open(SeedStream.Init);
        Network = new ResidualNetwork(NetworkBlueprint.Of(model, classes: 10), init, _device);
        Optimizer = new FusedSgd([.. Network.parameters()], recipe);
        Trace = new StepTrace(TotalSteps, _device);
        LossSum = zeros(1, ScalarType.Float64, _device);
        WrongCount = zeros(1, ScalarType.Int64, _device);
    }

    public ResidualNetwork Network { get; }

    public FusedSgd Optimizer { get; }

    /// <summary>Loss and learning rate of every step so far.</summary>
    public StepTrace Trace { get; }

    /// <summary>[1] float64: cross entropy summed over the images of the current epoch so far.</summary>
    public Tensor LossSum { get; }

    /// <summary>[1] int64: wrong predictions in the current epoch so far.</summary>
    public Tensor WrongCount { get; }

    public TrainingPosition Position { get; private set; }

    public int StepsPerEpoch => _recipe.StepsPerEpoch(_training.Count);

    public int TotalSteps => _recipe.TotalSteps(_training.Count);

    public int TotalEpochs => _recipe.TotalEpochs(_training.Count);

    /// <summary>Optimiser steps taken since the start of the run.</summary>
    public int StepsDone => Math.Min(TotalSteps, (Position.Epoch * StepsPerEpoch) + Position.StepInEpoch);

    public bool IsFinished => StepsDone >= TotalSteps;

    /// <summary>Steps in the current epoch; the last one of a run that is counted in iterations may be a part.</summary>
    public int StepsInThisEpoch => Math.Min(StepsPerEpoch, TotalSteps - (Position.Epoch * StepsPerEpoch));

    /// <summary>Images that the current epoch has trained on so far.</summary>
    public int ImagesInThisEpoch => Math.Min(Position.StepInEpoch * _recipe.BatchSize, _training.Count);

    public double LearningRateOfLastStep => _recipe.LearningRateAt(Math.Max(0, StepsDone - 1), _training.Count);

    /// <summary>The rate of the last step of the current epoch.</summary>
    public double LearningRateOfEpochEnd => _recipe.LearningRateAt((Position.Epoch * StepsPerEpoch) + StepsInThisEpoch - 1, _training.Count);

    /// <summary>Says where a restored run stands; weights, velocities and sums are put back by the caller.</summary>
    public void MoveTo(TrainingPosition position) => Position = position;

    /// <summary>Trains on to the end of the epoch, or until <paramref name="pause"/>, asked after every step, says so.</summary>
    /// <returns>The epoch's result, or null if it was paused within the epoch.</returns>
    public EpochResult? TrainEpoch(Func<bool> pause)
    {
        DrawEpoch();
        Network.train();
        var steps = StepsInThisEpoch;
        while (Position.StepInEpoch < steps)
        {
            TakeStep();
            Position = Position with { StepInEpoch = Position.StepInEpoch + 1 };
            if (Position.StepInEpoch < steps && pause())
            {
                return null;
            }
        }

        // Reading a value and zeroing in place both leave a wrapper behind.
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var images = ImagesInThisEpoch;
        var result = new EpochResult(LossSum.item<double>() / images, (double)WrongCount.item<long>() / images, images);
        Position = new TrainingPosition(Position.Epoch + 1, 0);
        LossSum.zero_();
        WrongCount.zero_();
        return result;
    }

    /// <summary>Evaluates the network on all of <paramref name="images"/>, single view.</summary>
    /// <param name="images">On the trainer's device.</param>
    /// <param name="batchSize">Images at a time; larger is faster until memory runs short.</param>
    /// <param name="cancellation">Asked before every batch.</param>
    /// <returns>The result and the logits [N, 10] float32 on the device, which the caller owns.</returns>
    public (EpochResult Result, Tensor Logits) Evaluate(LabelledImages images, int batchSize, CancellationToken cancellation)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Network.eval();
        var logits = InBatches(images, images.Count, batchSize, Forward, cancellation);
        var loss = nn.functional.cross_entropy(logits, images.Labels).item<float>();
        var wrong = logits.argmax(1).ne(images.Labels).sum().item<long>();
        return (new EpochResult(loss, (double)wrong / images.Count, images.Count), logits.MoveToOuterDisposeScope());
    }

    /// <summary>The classifier's inputs for the first <paramref name="count"/> images: [count, features] float32, owned by the caller.</summary>
    public Tensor Embed(LabelledImages images, int count, int batchSize)
    {
        using var noGradient = no_grad();
        Network.eval();
        return InBatches(images, count, batchSize, batch => WithPrecision(() => Network.Features(batch)).to(ScalarType.Float32), CancellationToken.None);
    }

    /// <summary>
    /// What every layer does in one pass over the first training images, in training mode and the run's precision. Changes nothing: normalisation
    /// statistics are put back, gradients dropped, no random number drawn.
    /// </summary>
    public DiagnosisRecord Diagnose()
    {
        using var scope = NewDisposeScope();
        using var draws = EpochDraws.InOrder(_training.Count, _device);
        var (images, labels) = _pipeline.Batch(_training, draws, 0, Math.Min(DiagnosedImages, _training.Count));
        Network.train();
        return Diagnosis.Of(Network, images, labels, Forward) with { Epoch = Position.Epoch, Step = StepsDone };
    }

    public void Dispose()
    {
        _draws?.Dispose();
        Trace.Dispose();
        LossSum.Dispose();
        WrongCount.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
        _pipeline.Dispose();
    }

    private Tensor InBatches(LabelledImages images, int count, int batchSize, Func<Tensor, Tensor> compute, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var draws = EpochDraws.InOrder(images.Count, _device);
        var parts = new List<Tensor>();
        for (var from = 0; from < count; from += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var (batch, _) = _pipeline.Batch(images, draws, from, Math.Min(batchSize, count - from));
            parts.Add(compute(batch).MoveToOuterDisposeScope());
        }

        return cat(parts).MoveToOuterDisposeScope();
    }

    private void DrawEpoch()
    {
        if (_drawnEpoch == Position.Epoch)
        {
            return;
        }

        _draws?.Dispose();
        _draws = EpochDraws.Draw(_training.Count, Position.Epoch, _recipe.Augmentation, _streams, _device);
        _drawnEpoch = Position.Epoch;
    }

    private void TakeStep()
    {
        using var scope = NewDisposeScope();
        var from = Position.StepInEpoch * _recipe.BatchSize;
        var count = Math.Min(_recipe.BatchSize, _training.Count - from);
        var (images, labels) = _pipeline.Batch(_training, _draws!, from, count);
        var logits = Forward(images);
        var loss = nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum);
        // The mean's gradient, with the sum at hand for the epoch's mean loss.
        var mean = loss.div(count);
        mean.backward();
        var learningRate = _recipe.LearningRateAt(StepsDone, _training.Count);
        Optimizer.Step(learningRate);

        using var noGradient = no_grad();
        Trace.Record(StepsDone, mean.detach(), learningRate);
        LossSum.add_(loss.detach());
        WrongCount.add_(logits.argmax(1).ne(labels).sum());
    }

    private Tensor Forward(Tensor images) => WithPrecision(() => Network.forward(images)).to(ScalarType.Float32);

    private Tensor WithPrecision(Func<Tensor> compute)
    {
        if (!_bfloat16)
        {
            return compute();
        }

        using var autocast = LibtorchSwitches.Bfloat16(_deviceClass);
        return compute();
    }
}
