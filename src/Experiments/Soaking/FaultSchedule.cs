using System.Globalization;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>When the faults end: after so many, or after some time. Exactly one is set.</summary>
internal readonly record struct SoakLimit(int? Faults, TimeSpan? Time);

/// <summary>Chooses faults and instants at random, makes the faults, and counts them.</summary>
/// <param name="seed">Of the choices. The processes run free, so a seed repeats the intentions, not every interleaving.</param>
/// <param name="limit">When it ends.</param>
/// <param name="disk">What can be filled; null if nothing can.</param>
/// <param name="output">A line for each fault.</param>
/// <param name="clock">Measures the time.</param>
internal sealed class FaultSchedule(int seed, SoakLimit limit, SmallDisk? disk, TextWriter output, TimeProvider clock)
{
    /// <summary>Free at most when the disk is called full: more than any file of a small plan, so that it is full at all of them in turn.</summary>
    private const long MostFree = 3 << 20;

    private readonly Random _random = new(seed);
    private readonly long _began = clock.GetTimestamp();

    public FaultTally Tally { get; } = new();

    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    public bool IsOver => limit.Time is { } time ? Elapsed >= time : Tally.Total >= limit.Faults;

    public bool IsDiskFull => disk?.IsFull == true;

    /// <summary>Squared: many faults while processes are still starting, and some long after.</summary>
    public TimeSpan Pause(TimeSpan longest) => longest * Math.Pow(_random.NextDouble(), 2);

    /// <summary>Chooses a fault and makes it.</summary>
    /// <returns>What was done.</returns>
    public async Task<Fault> InjectAsync(Coordinator coordinator, string copy)
    {
        var (process, age) = (new LinuxProcess(coordinator.Process.Id), coordinator.Age);
        var possible = Enum.GetValues<Fault>().Where(fault => fault switch
        {
            Fault.DiskFull => disk is { IsFull: false },
            // In the background, a shell has it ignore that signal.
            Fault.Interrupted => !process.Ignores(LinuxProcess.Interrupt),
            _ => true,
        }).ToList();
        var fault = possible[_random.Next(possible.Count)];
        if (fault == Fault.DiskFull)
        {
            disk!.Fill(_random.NextInt64(MostFree));
        }
        else
        {
            fault = Signals.Send(process, fault, _random.Next);
        }

        Tally.Add(fault);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Elapsed:hh\\:mm\\:ss} fault {Tally.Total,4}: {FaultTally.NameOf(fault),-26} {copy}, {age.TotalSeconds,5:F2} s after its start"));
        return fault;
    }

    /// <summary>A full disk gets its space back, or stays full for the next coordinator to meet.</summary>
    public void EndLife()
    {
        if (IsOver || _random.Next(2) == 0)
        {
            disk?.Empty();
        }
    }
}
