using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Tests.Training;

public sealed class DiagnosisTests : IDisposable
{
    private const int Count = 50;

    private readonly LabelledImages _images = SyntheticImages.Create(Count);

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Bfloat16)]
    public void A_diagnosis_leaves_no_trace_in_the_run(Precision precision)
    {
        using var watched = Create(SyntheticPlan.Residual8, precision);
        using var left = Create(SyntheticPlan.Residual8, precision);
        while (!watched.IsFinished)
        {
            _ = watched.Diagnose();
            _ = watched.TrainEpoch(() => false);
            _ = left.TrainEpoch(() => false);
        }

        _ = watched.Diagnose();
        Assert.Equal(StoredTensors.WeightsOf(left.Network).Digest(), StoredTensors.WeightsOf(watched.Network).Digest());
        Assert.Equal(left.Trace.ReadLosses(), watched.Trace.ReadLosses());
    }

    [Fact]
    public void Layers_come_in_the_order_of_the_forward_pass_and_the_loss_is_that_of_the_images()
    {
        using var trainer = Create(SyntheticPlan.Residual8, Precision.Float32);
        var diagnosis = trainer.Diagnose();
        Assert.Equal(
            ["conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.conv1", "layer2.0.conv2", "layer3.0.conv1", "layer3.0.conv2", "fc"],
            diagnosis.Layers.Select(layer => layer.Layer));
        Assert.Equal((0, 0, Count), (diagnosis.Epoch, diagnosis.Step, diagnosis.Images));
        Assert.InRange(diagnosis.Loss!.Value, Math.Log(10) - 0.3, Math.Log(10) + 0.3);
    }

    // Batch normalisation with scale 1 and shift 0 makes every response's standard deviation 1, up to its epsilon of 1e-5 (He initialisation keeps variances far above it).
    [Fact]
    public void At_initialisation_every_normalised_response_has_the_deviation_one()
    {
        using var trainer = Create(SyntheticPlan.Residual8, Precision.Float32);
        Assert.All(trainer.Diagnose().Layers.SkipLast(1), layer => Assert.Equal(1, layer.ResponseDeviation!.Value, 0.01));
    }

    [Fact]
    public void Gradient_norms_are_those_of_the_mean_loss()
    {
        using var scope = torch.NewDisposeScope();
        using var trainer = Create(SyntheticPlan.Residual8, Precision.Float32);
        var diagnosis = trainer.Diagnose();

        using var pipeline = new InputPipeline(SyntheticPlan.Recipe.Normalisation, _images);
        using var draws = EpochDraws.InOrder(Count, torch.CPU);
        var (images, labels) = pipeline.Batch(_images, draws, 0, Count);
        torch.nn.functional.cross_entropy(trainer.Network.forward(images), labels).backward();
        foreach (var layer in diagnosis.Layers)
        {
            var weight = trainer.Network.get_parameter(layer.Layer + ".weight")!;
            Assert.Equal(weight.grad!.norm().item<float>(), layer.GradientNorm!.Value, 1e-6);
            Assert.Equal(weight.norm().item<float>(), layer.WeightNorm, 1e-5);
        }
    }

    // ResNet-8 at width 0.5: 8, 16 and 32 channels at 32, 16 and 8 pixels. The stem's pair of outputs, two pairs a stage, and the input of 3 channels; the classifier's 10 logits.
    [Theory]
    [InlineData(Precision.Float32, 4)]
    [InlineData(Precision.Bfloat16, 2)]
    public void Activation_memory_is_counted_from_the_tensors_of_the_pass(Precision precision, int elementSize)
    {
        using var trainer = Create(SyntheticPlan.Residual8, precision);
        var elements = (2 * 8 * 32 * 32) + (4 * 8 * 32 * 32) + (4 * 16 * 16 * 16) + (4 * 32 * 8 * 8) + 10;
        Assert.Equal(Count * ((elements * elementSize) + (3L * 32 * 32 * sizeof(float))), trainer.Diagnose().ActivationBytes);
    }

    [Fact]
    public void A_diagnosis_leaves_no_tensors_behind()
    {
        using var trainer = Create(SyntheticPlan.Residual8, Precision.Float32);
        _ = trainer.Diagnose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        _ = trainer.Diagnose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private Trainer Create(ModelSpec model, Precision precision)
    {
        torch.set_num_threads(1);
        return new Trainer(model, SyntheticPlan.Recipe, seed: 1, precision, DeviceClass.Cpu, _images);
    }
}
