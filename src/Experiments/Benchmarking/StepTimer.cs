using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Models;
using Harness.Experiments.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Benchmarking;

/// <summary>How a training step is written.</summary>
internal enum LoopStyle
{
    /// <summary>This project's <see cref="Trainer"/>.</summary>
    Harness,

    /// <summary>
    /// As TorchSharp's own samples write it: a batch gathered from float images, row-major weights in float32, <c>optim.SGD</c>, the loss read in every step,
    /// the process's memory and threads as they come.
    /// </summary>
    Samples,
}

/// <summary>Measures the whole training step of one network in this process, on images of noise.</summary>
/// <param name="precision">Of the harness's loop; the samples' is float32.</param>
/// <param name="ready">Called between the warm-up and the clock of the main measurement.</param>
internal sealed class StepTimer(Precision precision, DeviceClass device, TimeSpan duration, Action ready, TimeProvider clock)
{
    private const int DataBatches = 8;

    private readonly Device _device = device == DeviceClass.Cuda ? CUDA : CPU;

    /// <summary>Takes steps for at least the duration after a warm-up; of the harness's loop also the cost of the host.</summary>
    public Measurement Measure(LoopStyle style, ModelSpec model, Recipe recipe)
    {
        var count = recipe.BatchSize * DataBatches;
        using var generator = new Generator(1);
        using var noise = randint(256, [count * 3L * NetworkBlueprint.ImageSize * NetworkBlueprint.ImageSize], ScalarType.Byte, generator: generator);
        byte[] labels = [.. Enumerable.Range(0, count).Select(index => (byte)(index % 10))];
        if (style == LoopStyle.Samples)
        {
            var samples = TimeSamples(noise, labels, model, recipe);
            return new Measurement(recipe.BatchSize / samples.SecondsPerStep, null, samples.ManagedBytesPerStep, null, IsResidentSet: false);
        }

        using var data = LabelledImages.Create(noise.bytes.ToArray(), labels, _device);
        var memory = PeakMemory.Begin(device);
        var step = TimeHarness(data, model, recipe, duration, ready);
        var peak = memory.Read();
        var host = TimeHarness(data, BenchmarkModels.WithoutArithmetic(model), recipe with { BatchSize = 1 }, duration / 4, static () => { });
        return new Measurement(recipe.BatchSize / step.SecondsPerStep, host.SecondsPerStep, step.ManagedBytesPerStep, peak, device == DeviceClass.Cpu);
    }

    private StepWatch TimeHarness(LabelledImages data, ModelSpec model, Recipe recipe, TimeSpan length, Action begin)
    {
        using var trainer = new Trainer(model, recipe, seed: 1, precision, device, data);
        var watch = new StepWatch(length, device, begin, clock);
        while (!watch.IsOver)
        {
            if (trainer.TrainEpoch(watch.Count) is not null)
            {
                // An epoch's last step does not ask whether to pause.
                watch.Count();
            }
        }

        return watch;
    }

    private StepWatch TimeSamples(Tensor noise, byte[] labels, ModelSpec model, Recipe recipe)
    {
        const int Size = NetworkBlueprint.ImageSize;
        using var init = new Generator(1);
        using var network = new ResidualNetwork(NetworkBlueprint.Of(model, 10), init, _device);
        foreach (var convolution in network.modules().OfType<TorchSharp.Modules.Conv2d>())
        {
            convolution.weight = new TorchSharp.Modules.Parameter(convolution.weight.detach().contiguous());
        }

        using var images = noise.view(labels.Length, 3, Size, Size).to(ScalarType.Float32).div(255).to(_device);
        using var targets = tensor(labels, ScalarType.Byte).to(ScalarType.Int64).to(_device);
        using var optimizer = optim.SGD(network.parameters(), recipe.LearningRate, recipe.Momentum, weight_decay: recipe.WeightDecay, nesterov: recipe.Nesterov);
        network.train();
        var watch = new StepWatch(duration, device, ready, clock);
        for (var step = 0; !watch.IsOver; step++)
        {
            using var scope = NewDisposeScope();
            var from = step % DataBatches * recipe.BatchSize;
            var positions = arange(from, from + recipe.BatchSize, ScalarType.Int64, _device);
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(network.forward(images.index_select(0, positions)), targets.index_select(0, positions));
            loss.backward();
            optimizer.step();
            _ = loss.item<float>();
            watch.Count();
        }

        return watch;
    }
}
