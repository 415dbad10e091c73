using System.Diagnostics;
using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Benchmarking;

/// <summary>Measures the training step of several models, this project's loop and the samples' in turn, each in fresh processes.</summary>
/// <param name="surroundings">Backend options that every measuring process is called with.</param>
internal sealed class BenchmarkSuite(IReadOnlyList<string> surroundings, DeviceClass device, Precision precision, TextWriter output)
{
    private const int Repetitions = 3;

    /// <summary>The models of the acceptance figures; batch 128 as in the paper and the seed document.</summary>
    public static IReadOnlyList<(string Name, ModelSpec Model)> Models { get; } =
    [
        ("resnet-18", new ModelSpec(ModelFamily.FourStage, 18, Shortcut.Projection)),
        ("resnet-20", new ModelSpec(ModelFamily.ThreeStage, 20, Shortcut.ZeroPadding)),
        ("resnet-56", new ModelSpec(ModelFamily.ThreeStage, 56, Shortcut.ZeroPadding)),
    ];

    public static Recipe Recipe { get; } = new()
    {
        Iterations = int.MaxValue / 2,
        BatchSize = 128,
        LearningRate = 0.001,
        Milestones = [],
        Gamma = 0.1,
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 1e-4,
        Augmentation = Augmentation.CropAndFlip,
        Normalisation = Normalisation.Channel,
        EvaluateEvery = 1,
    };

    /// <summary>Measures everything. The two loops take turns, so that a noisy neighbour disturbs both alike.</summary>
    public async Task<IReadOnlyList<ThroughputRecord>> MeasureAsync(TimeSpan duration, CancellationToken stop)
    {
        var results = new List<ThroughputRecord>();
        var slots = DeviceSlot.Find(device, workersPerDevice: null, runs: int.MaxValue);
        foreach (var (name, _) in Models)
        {
            var harness = new List<double>();
            var samples = new List<double>();
            for (var repetition = 0; repetition < Repetitions; repetition++)
            {
                harness.Add(await SideBySideAsync(name, LoopStyle.Harness, slots, threads: 1, duration, stop));
                samples.Add(await SideBySideAsync(name, LoopStyle.Samples, [slots[0]], Environment.ProcessorCount, duration, stop));
            }

            results.Add(Describe(name, LoopStyle.Harness, precision, slots.Count, threads: 1, harness));
            results.Add(Describe(name, LoopStyle.Samples, Precision.Float32, 1, Environment.ProcessorCount, samples));
            var ratio = results[^2].Median / results[^1].Median;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-10} {results[^2].Median,8:N0} images/s here ({Range(harness)}), {results[^1].Median,8:N0} as TorchSharp's samples write it ({Range(samples)}): {ratio:F1} times"));
        }

        return results;
    }

    private async Task<double> SideBySideAsync(string model, LoopStyle style, IReadOnlyList<DeviceSlot> slots, int threads, TimeSpan duration, CancellationToken stop)
    {
        var rates = await Task.WhenAll(slots.Select(slot => MeasureOneAsync(model, style, slot, threads, duration, stop)));
        return rates.Sum();
    }

    private async Task<double> MeasureOneAsync(string model, LoopStyle style, DeviceSlot slot, int threads, TimeSpan duration, CancellationToken stop)
    {
        string[] arguments =
        [
            "bench", "--measure", model, "--style", style.ToString(), "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--seconds", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture), .. surroundings,
        ];
        var start = OwnProgram.StartInfo(arguments);
        slot.AssignTo(start);
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(stop);
        var text = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
            ? rate
            : throw new HarnessException($"Measuring {model} ended with code {process.ExitCode}: {await said}");
    }

    private static ThroughputRecord Describe(string model, LoopStyle style, Precision precision, int workers, int threads, List<double> rates) => new()
    {
        Model = model,
        Loop = style.ToString().ToLowerInvariant(),
        Precision = precision,
        BatchSize = Recipe.BatchSize,
        Workers = workers,
        Threads = threads,
        ImagesPerSecond = [.. rates.Select(rate => Math.Round(rate, 1))],
        Median = Math.Round(rates.Order().ElementAt(rates.Count / 2), 1),
    };

    private static string Range(List<double> rates) => string.Create(CultureInfo.InvariantCulture, $"{rates.Min():N0} to {rates.Max():N0}, n = {rates.Count}");
}
