using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Soaking;

/// <summary>Makes a plan once while faults are made: the same command again and again, until it says that all is finished.</summary>
/// <param name="name">For messages.</param>
/// <param name="plan">The plan.</param>
/// <param name="results">The folder it is made in, which is a word of the command line of each of its processes.</param>
/// <param name="start">Starts a coordinator that makes it.</param>
internal sealed class DisturbedCopy(string name, Plan plan, string results, Func<Coordinator> start)
{
    /// <summary>Workers whose coordinator was killed save and end by themselves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ResultsLayout _layout = new(results, plan.Name);
    private readonly Dictionary<RunId, string> _finished = [];
    private readonly List<string> _problems = [];

    /// <returns>Whatever was not as it should be: an exit code that no fault explains, a crash, a finished run that was made again, a process that stays.</returns>
    public async Task<IReadOnlyList<string>> MakeAsync(FaultSchedule schedule, TimeSpan longestPause, CancellationToken stop)
    {
        var isFinished = false;
        while (!isFinished && _problems.Count == 0)
        {
            using var coordinator = start();
            var isPeace = schedule.IsOver && !schedule.IsDiskFull;
            List<Fault> faults = schedule.IsDiskFull ? [Fault.DiskFull] : [];
            while (!await coordinator.EndsWithinAsync(isPeace ? Timeout.InfiniteTimeSpan : schedule.Pause(longestPause), stop))
            {
                if (!schedule.IsOver)
                {
                    faults.Add(await schedule.InjectAsync(coordinator, name));
                }
            }

            isFinished = Judge(coordinator, faults);
            schedule.EndLife();
        }

        await RequireQuietAsync(stop);
        return _problems;
    }

    /// <returns>Whether the plan is finished.</returns>
    private bool Judge(Coordinator coordinator, List<Fault> faults)
    {
        var exit = coordinator.Process.ExitCode;
        if (!Explains(faults, exit))
        {
            _problems.Add($"exit code {exit} is not explained by the faults ({string.Join(", ", faults.Select(FaultTally.NameOf).DefaultIfEmpty("none"))}): {coordinator.LastWords}");
        }

        if (coordinator.Crash is { } crash)
        {
            _problems.Add($"a stack trace: {crash}");
        }

        foreach (var run in plan.Expand().Where(run => File.Exists(_layout.Run(run).Manifest)))
        {
            var digest = ContentDigest.OfFile(_layout.Run(run).Manifest);
            if (!_finished.TryAdd(run, digest) && _finished[run] != digest)
            {
                _problems.Add($"{run} was finished, and was made again.");
            }
        }

        foreach (var lost in _finished.Keys.Where(run => !File.Exists(_layout.Run(run).Manifest)))
        {
            _problems.Add($"{lost} was finished, and is lost.");
        }

        return exit == 0;
    }

    /// <summary>A process that was not killed ends with the code of what was done to it; one that was finished before notices nothing.</summary>
    private static bool Explains(List<Fault> faults, int exit)
    {
        const int StartsOfAWorker = 3;
        return exit switch
        {
            0 => true,
            1 => faults.Contains(Fault.DiskFull) || faults.Count(fault => fault == Fault.WorkerKilled) >= StartsOfAWorker,
            128 + LinuxProcess.Interrupt => faults.Contains(Fault.Interrupted),
            128 + LinuxProcess.Kill => faults.Contains(Fault.CoordinatorKilled) || faults.Contains(Fault.AllKilled),
            128 + LinuxProcess.Terminate => faults.Contains(Fault.Terminated),
            _ => false,
        };
    }

    private async Task RequireQuietAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        while (LinuxProcess.All().FirstOrDefault(process => process.Words().Contains(results)) is { Id: > 0 } left)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(0.2), patience.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                _problems.Add($"process {left.Id} is still there {Patience.TotalSeconds:F0} s after the end of the plan: {string.Join(' ', left.Words())}");
                return;
            }
        }
    }
}
