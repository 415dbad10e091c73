using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Benchmarking;

/// <summary>Measures the training step of several models, this project's loop and the others' in turn, each in fresh processes.</summary>
/// <param name="surroundings">Options that every measuring process is called with: backend and determinism.</param>
/// <param name="peer">PyTorch, where it is asked for.</param>
internal sealed class BenchmarkSuite(BenchmarkRequest request, IReadOnlyList<string> surroundings, PeerProgram? peer, TextWriter output)
{
    /// <summary>Measures everything. Within a repetition all loops take turns, so that a noisy neighbour disturbs them alike.</summary>
    public async Task<IReadOnlyList<ThroughputRecord>> MeasureAsync(CancellationToken stop)
    {
        var results = new List<ThroughputRecord>();
        foreach (var model in request.Models)
        {
            var rounds = new List<BenchmarkRound>();
            for (var repetition = 0; repetition < request.Repetitions; repetition++)
            {
                rounds.Add(await MeasureRoundAsync(model, stop));
            }

            foreach (var (setting, index) in request.Settings.Select((setting, index) => (setting, index)))
            {
                var record = BenchmarkRound.Describe(model, setting, index, rounds);
                results.Add(record);
                await output.WriteLineAsync(BenchmarkLine.Of(record));
            }
        }

        return results;
    }

    private async Task<BenchmarkRound> MeasureRoundAsync(string model, CancellationToken stop)
    {
        var own = new List<IReadOnlyList<Measurement>>();
        foreach (var setting in request.Settings)
        {
            own.Add(await SideBySideAsync(model, LoopStyle.Harness, setting.Precision, setting.Workers, threads: 1, stop));
        }

        var threads = Environment.ProcessorCount;
        var samples = await SideBySideAsync(model, LoopStyle.Samples, Precision.Float32, workers: 1, threads, stop);
        var references = new List<ReferenceMeasurement>
        {
            // On a GPU, libtorch's float32 convolutions are in TF32 unless told otherwise, and the samples do not.
            new(ReferenceProgram.Samples, $"TorchSharp {SourceTree.TorchSharpVersion}", request.Device == DeviceClass.Cuda ? Precision.TensorFloat32 : Precision.Float32, threads, "noise", samples[0].ImagesPerSecond),
        };
        foreach (var program in peer?.Programs ?? [])
        {
            var found = await peer!.MeasureAsync(program, BenchmarkModels.Find(model), BenchmarkModels.Recipe.BatchSize, request.Duration, stop);
            references.Add(new ReferenceMeasurement(program, $"PyTorch {found.TorchVersion}", found.Precision, found.Threads, found.Images, found.ImagesPerSecond));
        }

        return new BenchmarkRound(own, references);
    }

    private async Task<IReadOnlyList<Measurement>> SideBySideAsync(string model, LoopStyle style, Precision precision, int workers, int threads, CancellationToken stop)
    {
        var processes = new List<MeasuringProcess>();
        try
        {
            for (var worker = 0; worker < workers; worker++)
            {
                processes.Add(MeasuringProcess.Start(model, style, precision, threads, request.Duration, surroundings));
            }

            await Task.WhenAll(processes.Select(process => process.WarmUpAsync(stop)));
            return await Task.WhenAll(processes.Select(process => process.MeasureAsync(stop)));
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }
}
