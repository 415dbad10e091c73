using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Architectures;
using Harness.Experiments.Execution;
using Harness.Experiments.Training;

namespace Harness.Experiments.Benchmarking;

/// <summary>
/// Times the blocks of the bottleneck comparison in this process, in float32 and with a training worker's one thread. Within a repetition the blocks take turns,
/// so that a noisy neighbour disturbs them alike.
/// </summary>
/// <param name="repetitions">At least 1.</param>
/// <param name="duration">Of one measurement of one block, at least.</param>
internal sealed class BlockTimer(MachineRecord machine, DeviceClass device, bool deterministic, int batchSize, int repetitions, TimeSpan duration, TimeProvider clock)
{
    /// <summary>As much as shows the arithmetic and not the host, and on a CPU leaves the widest block about a second a batch.</summary>
    public static int UsualBatch(DeviceClass device) => device == DeviceClass.Cuda ? 128 : 16;

    /// <summary>Settles this process's arithmetic and allocator: nothing else should be measured in it afterwards.</summary>
    public BlockTimesRecord Measure()
    {
        ProcessMemory.KeepPages();
        Arithmetic.Settle(device, Precision.Float32, deterministic);
        var blocks = new List<TimedBlock>();
        try
        {
            blocks.AddRange(ComparedBlock.All.Select(block => new TimedBlock(block, batchSize, device, clock)));
            blocks.ForEach(block => block.WarmUp());
            var rounds = Enumerable.Range(0, repetitions).Select(_ => blocks.Select(block => block.Measure(duration)).ToList()).ToList();
            return Describe(rounds);
        }
        finally
        {
            blocks.ForEach(block => block.Dispose());
        }
    }

    /// <param name="rounds">A repetition each; in it the blocks in their order.</param>
    private BlockTimesRecord Describe(IReadOnlyList<IReadOnlyList<PassTimes>> rounds) => new()
    {
        Machine = machine,
        Deterministic = deterministic,
        Precision = Precision.Float32,
        Threads = 1,
        BatchSize = batchSize,
        Resolution = ComparedBlock.Resolution,
        SecondsPerMeasurement = duration.TotalSeconds,
        Blocks = [.. ComparedBlock.All.Select((block, place) => new BlockTimeRecord
        {
            Block = block.Id,
            ForwardSeconds = Repetitions.Summarise([.. rounds.Select(round => round[place].Forward.TotalSeconds)]),
            BackwardSeconds = Repetitions.Summarise([.. rounds.Select(round => round[place].Backward.TotalSeconds)]),
        })],
    };
}
