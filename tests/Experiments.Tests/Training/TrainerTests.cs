using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private const int Count = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly LabelledImages _images = SyntheticImages.Create(Count);

    private string CheckpointPath => Path.Combine(_folder, "state.safetensors");

    public void Dispose()
    {
        _images.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Bfloat16)]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others(Precision precision)
    {
        using var first = Train(Create(1, precision));
        using var second = Train(Create(1, precision));
        using var other = Train(Create(2, precision));
        Assert.Equal(WeightsOf(first), WeightsOf(second));
        Assert.NotEqual(WeightsOf(first), WeightsOf(other));
    }

    // 50 images in batches of 16: four steps an epoch, the last of two images; three epochs.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(11)]
    public void A_run_that_is_stopped_and_restored_ends_with_the_bytes_of_one_that_is_not(int stopAfter)
    {
        using var undisturbed = Train(Create(1));
        var results = new List<EpochResult>();
        using (var stopped = Create(1))
        {
            while (stopped.StepsDone < stopAfter)
            {
                if (stopped.TrainEpoch(() => stopped.StepsDone >= stopAfter) is { } result)
                {
                    results.Add(result);
                }
            }

            Checkpoint.Save(CheckpointPath, stopped, HeaderOf(stopped));
        }

        using var restored = Create(1);
        var (header, file) = Checkpoint.Read(CheckpointPath);
        Checkpoint.Restore(restored, header, file);
        Assert.Equal(stopAfter, restored.StepsDone);
        results.AddRange(EpochsOf(restored));
        Assert.Equal(WeightsOf(undisturbed), WeightsOf(restored));
        using var again = Create(1);
        Assert.Equal(EpochsOf(again), results);
        Assert.Equal(undisturbed.Trace.ReadLosses(), restored.Trace.ReadLosses());
        Assert.Equal(undisturbed.Trace.LearningRates.data<double>().ToArray(), restored.Trace.LearningRates.data<double>().ToArray());
    }

    [Fact]
    public void A_checkpoint_that_lacks_a_tensor_leaves_the_trainer_as_it_was()
    {
        using var trained = Train(Create(1));
        Checkpoint.Save(CheckpointPath, trained, HeaderOf(trained));
        var (header, file) = Checkpoint.Read(CheckpointPath);
        using var fresh = Create(1);
        var before = WeightsOf(fresh);
        var damaged = file with { Tensors = [.. file.Tensors.SkipLast(1)] };
        Assert.Throws<HarnessException>(() => Checkpoint.Restore(fresh, header, damaged));
        Assert.Equal(before, WeightsOf(fresh));
        Assert.Equal(0, fresh.StepsDone);
    }

    [Fact]
    public void The_trace_holds_every_step_s_loss_and_rate()
    {
        using var trainer = Create(1);
        var epoch = trainer.TrainEpoch(() => false)!;
        var losses = trainer.Trace.ReadLosses();
        // Batches of 16, 16, 16 and 2 images.
        Assert.Equal(epoch.Loss, ((16 * (losses[0] + losses[1] + losses[2])) + (2 * losses[3])) / 50.0, 5);
        Assert.All(losses.Skip(4), loss => Assert.Equal(0, loss));
        _ = EpochsOf(trainer);
        // The recipe's rate 0.05, a tenth of it after the second of three epochs.
        Assert.Equal([.. Enumerable.Repeat(0.05, 8), .. Enumerable.Repeat(0.005, 4)], trainer.Trace.LearningRates.data<double>().ToArray().Select(rate => Math.Round(rate, 12)));
    }

    [Fact]
    public void A_checkpoint_with_a_changed_byte_is_refused()
    {
        using var trainer = Create(1);
        trainer.TrainEpoch(() => false);
        Checkpoint.Save(CheckpointPath, trainer, HeaderOf(trainer));
        var bytes = File.ReadAllBytes(CheckpointPath);
        bytes[^5] ^= 1;
        File.WriteAllBytes(CheckpointPath, bytes);
        var fault = Assert.Throws<HarnessException>(() => Checkpoint.Read(CheckpointPath));
        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_leaves_no_tensors_behind()
    {
        using var trainer = Create(1);
        trainer.TrainEpoch(() => false);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        trainer.TrainEpoch(() => false);
        trainer.Evaluate(_images, 20, CancellationToken.None).Logits.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_few_images_can_be_learnt_by_heart()
    {
        using var few = SyntheticImages.Create(20);
        var recipe = SyntheticPlan.Recipe with { Epochs = 60, BatchSize = 20, Augmentation = Augmentation.None, Milestones = [] };
        using var trainer = Train(new Trainer(SyntheticPlan.Residual8 with { WidthMultiplier = 1 }, recipe, 1, Precision.Float32, DeviceClass.Cpu, few));
        Assert.Equal(0, trainer.Evaluate(few, 20, CancellationToken.None).Result.Error);
    }

    [Fact]
    public void The_size_of_the_batches_does_not_change_an_evaluation()
    {
        using var trainer = Train(Create(1));
        var (whole, wholeLogits) = trainer.Evaluate(_images, 50, CancellationToken.None);
        var (parts, partLogits) = trainer.Evaluate(_images, 7, CancellationToken.None);
        using (wholeLogits)
        using (partLogits)
        {
            Assert.Equal(whole.Error, parts.Error);
            Assert.Equal(whole.Loss, parts.Loss, 4);
            Assert.Equal([50, 10], wholeLogits.shape);
        }
    }

    private static CheckpointHeader HeaderOf(Trainer trainer) => new("run", "2.10.0", trainer.Position, LogMark.Start, LogMark.Start, 0, 1);

    private Trainer Create(int seed, Precision precision = Precision.Float32)
    {
        torch.set_num_threads(1);
        return new Trainer(SyntheticPlan.Residual8, SyntheticPlan.Recipe, seed, precision, DeviceClass.Cpu, _images);
    }

    private static Trainer Train(Trainer trainer)
    {
        _ = EpochsOf(trainer);
        return trainer;
    }

    private static List<EpochResult> EpochsOf(Trainer trainer)
    {
        var results = new List<EpochResult>();
        while (!trainer.IsFinished)
        {
            results.Add(trainer.TrainEpoch(() => false)!);
        }

        return results;
    }

    private static string WeightsOf(Trainer trainer) => ContentDigest.OfBytes(
        trainer.Network.state_dict().SelectMany(entry => StoredTensors.From(entry.Key, entry.Value).Bytes.ToArray()).ToArray());
}
