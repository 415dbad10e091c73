using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Execution;

/// <summary>Times a few training steps of one model, so that a plan's cost can be told before it starts.</summary>
internal static class Calibration
{
    private const int WarmUpSteps = 1;
    private const int TimedSteps = 3;

    /// <summary>Seconds a multiply-accumulate of one worker. The images are noise: speed does not depend on what they show.</summary>
    public static double SecondsPerMac(ModelSpec model, Recipe recipe, Precision precision, DeviceClass device, TimeProvider clock)
    {
        var images = recipe.BatchSize * (WarmUpSteps + TimedSteps);
        using var generator = new torch.Generator(1);
        using var noise = torch.randint(256, [images * 3L * 32 * 32], torch.ScalarType.Byte, generator: generator);
        using var data = LabelledImages.Create(noise.bytes.ToArray(), [.. Enumerable.Range(0, images).Select(index => (byte)(index % 10))], device == DeviceClass.Cuda ? torch.CUDA : torch.CPU);
        using var trainer = new Trainer(model, recipe, seed: 1, precision, device, data);
        long began = 0;
        var steps = 0;
        trainer.TrainEpoch(() =>
        {
            if (++steps == WarmUpSteps)
            {
                Synchronise(device);
                began = clock.GetTimestamp();
            }

            return false;
        });
        Synchronise(device);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        return seconds / (3.0 * TimedSteps * recipe.BatchSize * ResidualArchitecture.OfCifar("", "", model).Macs);
    }

    /// <summary>Waits until the GPU has done what it was told.</summary>
    public static void Synchronise(DeviceClass device)
    {
        if (device == DeviceClass.Cuda)
        {
            torch.cuda.synchronize();
        }
    }
}
