using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Benchmarking;

/// <summary>One repetition's value of somebody else's loop.</summary>
internal sealed record ReferenceMeasurement(ReferenceProgram Program, string Software, Precision Precision, int Threads, string Images, double ImagesPerSecond);

/// <summary>One repetition: every loop of one model, measured one after the other.</summary>
/// <param name="Own">A setting each, in the request's order; in it one measurement a worker.</param>
/// <param name="References">In every repetition the same programs in the same order.</param>
internal sealed record BenchmarkRound(IReadOnlyList<IReadOnlyList<Measurement>> Own, IReadOnlyList<ReferenceMeasurement> References)
{
    /// <summary>Puts the repetitions of one setting together.</summary>
    /// <param name="index">The setting's place in the request.</param>
    public static ThroughputRecord Describe(string model, BenchmarkSetting setting, int index, IReadOnlyList<BenchmarkRound> rounds)
    {
        var own = rounds.Select(round => round.Own[index]).ToList();
        var rates = own.Select(workers => workers.Sum(worker => worker.ImagesPerSecond)).ToList();
        // On a GPU each of several workers saw the others' memory too.
        var peaks = setting.Workers == 1 || own[0].All(worker => worker.IsResidentSet) ? own.SelectMany(workers => workers).Select(worker => worker.PeakMemoryBytes) : [];
        return new ThroughputRecord
        {
            Model = model,
            Precision = setting.Precision,
            BatchSize = BenchmarkModels.Recipe.BatchSize,
            Workers = setting.Workers,
            Threads = 1,
            ImagesPerSecond = Repetitions.Summarise(rates),
            HostSecondsPerStep = Repetitions.Summarise([.. own.Select(workers => workers.Average(worker => worker.HostSecondsPerStep!.Value))]),
            ManagedBytesPerStep = own.Max(workers => workers.Max(worker => worker.ManagedBytesPerStep)),
            PeakMemoryBytes = peaks.Max(),
            References = [.. rounds[0].References.Select((reference, place) => Compare(rates, [.. rounds.Select(round => round.References[place])]))],
        };
    }

    private static ReferenceSpeed Compare(IReadOnlyList<double> own, IReadOnlyList<ReferenceMeasurement> repetitions)
    {
        double[] rates = [.. repetitions.Select(repetition => repetition.ImagesPerSecond)];
        var reference = repetitions[0];
        return new ReferenceSpeed
        {
            Program = reference.Program,
            Software = reference.Software,
            Precision = reference.Precision,
            Threads = reference.Threads,
            Images = reference.Images,
            ImagesPerSecond = Repetitions.Summarise(rates),
            Ratio = Repetitions.Ratio(own, rates),
        };
    }
}
