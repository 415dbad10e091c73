using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Data;
using Harness.Experiments.Execution;
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

/// <summary>Counts the images a second of one network's whole training step, on images of noise.</summary>
internal static class StepTimer
{
    private const int WarmUpSteps = 2;
    private const int DataBatches = 8;

    /// <summary>Takes steps for at least <paramref name="duration"/> after a warm-up.</summary>
    public static double ImagesPerSecond(LoopStyle style, ModelSpec model, Recipe recipe, Precision precision, DeviceClass device, TimeSpan duration, TimeProvider clock)
    {
        using var generator = new Generator(1);
        var count = recipe.BatchSize * DataBatches;
        using var noise = randint(256, [count * 3L * NetworkBlueprint.ImageSize * NetworkBlueprint.ImageSize], ScalarType.Byte, generator: generator);
        byte[] labels = [.. Enumerable.Range(0, count).Select(index => (byte)(index % 10))];
        var libtorchDevice = device == DeviceClass.Cuda ? CUDA : CPU;
        return style == LoopStyle.Harness
            ? TimeHarness(noise.bytes.ToArray(), labels, model, recipe, precision, device, libtorchDevice, duration, clock)
            : TimeSamples(noise, labels, model, recipe, device, libtorchDevice, duration, clock);
    }

    private static double TimeHarness(byte[] images, byte[] labels, ModelSpec model, Recipe recipe, Precision precision, DeviceClass device, Device libtorchDevice, TimeSpan duration, TimeProvider clock)
    {
        using var data = LabelledImages.Create(images, labels, libtorchDevice);
        using var trainer = new Trainer(model, recipe, seed: 1, precision, device, data);
        var watch = new StepWatch(duration, device, clock);
        while (!watch.IsOver)
        {
            if (trainer.TrainEpoch(watch.Count) is not null)
            {
                // An epoch's last step does not ask whether to pause.
                watch.Count();
            }
        }

        return watch.StepsPerSecond * recipe.BatchSize;
    }

    private static double TimeSamples(Tensor noise, byte[] labels, ModelSpec model, Recipe recipe, DeviceClass device, Device libtorchDevice, TimeSpan duration, TimeProvider clock)
    {
        const int Size = NetworkBlueprint.ImageSize;
        using var init = new Generator(1);
        using var network = new ResidualNetwork(NetworkBlueprint.Of(model, 10), init, libtorchDevice);
        foreach (var convolution in network.modules().OfType<TorchSharp.Modules.Conv2d>())
        {
            convolution.weight = new TorchSharp.Modules.Parameter(convolution.weight.detach().contiguous());
        }

        using var images = noise.view(labels.Length, 3, Size, Size).to(ScalarType.Float32).div(255).to(libtorchDevice);
        using var targets = tensor(labels, ScalarType.Byte).to(ScalarType.Int64).to(libtorchDevice);
        using var optimizer = optim.SGD(network.parameters(), recipe.LearningRate, recipe.Momentum, weight_decay: recipe.WeightDecay, nesterov: recipe.Nesterov);
        network.train();
        var watch = new StepWatch(duration, device, clock);
        for (var step = 0; !watch.IsOver; step++)
        {
            using var scope = NewDisposeScope();
            var from = step % DataBatches * recipe.BatchSize;
            var positions = arange(from, from + recipe.BatchSize, ScalarType.Int64, libtorchDevice);
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(network.forward(images.index_select(0, positions)), targets.index_select(0, positions));
            loss.backward();
            optimizer.step();
            _ = loss.item<float>();
            watch.Count();
        }

        return watch.StepsPerSecond * recipe.BatchSize;
    }

    /// <summary>Starts its clock after the warm-up and stops it at the first step past the duration.</summary>
    private sealed class StepWatch(TimeSpan duration, DeviceClass device, TimeProvider clock)
    {
        private int _steps;
        private long _began;

        public bool IsOver { get; private set; }

        public double StepsPerSecond { get; private set; }

        public bool Count()
        {
            _steps++;
            if (_steps == WarmUpSteps)
            {
                Calibration.Synchronise(device);
                _began = clock.GetTimestamp();
            }

            if (_steps > WarmUpSteps && clock.GetElapsedTime(_began) >= duration)
            {
                Calibration.Synchronise(device);
                StepsPerSecond = (_steps - WarmUpSteps) / clock.GetElapsedTime(_began).TotalSeconds;
                IsOver = true;
            }

            return IsOver;
        }
    }
}
