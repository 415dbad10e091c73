using System.Diagnostics;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Backends;
using Harness.Experiments.Commands;

namespace Harness.Experiments.Execution;

/// <summary>How a worker ended.</summary>
/// <param name="ExitCode">One of <see cref="WorkerExit"/>, or 128 plus the signal's number after a crash.</param>
/// <param name="LastWords">The last lines that it wrote to its standard error.</param>
internal sealed record WorkerEnd(int ExitCode, string LastWords)
{
    /// <summary>
    /// The last words; and what to do where memory may have been what was missing: the kernel, the runtime, the loader and every library end a worker in their own way then,
    /// and a library that gets no memory for its message ends it without one.
    /// </summary>
    public string Explanation
    {
        get
        {
            const string Advice = "Make fewer runs side by side (--workers-per-device 1) or free some memory, then run the same command again: it goes on from the checkpoint.";
            var named = LastWords.Contains("memory", StringComparison.OrdinalIgnoreCase) || LastWords.Contains("bad_alloc", StringComparison.Ordinal);
            return (ExitCode - 128) switch
            {
                LinuxProcess.Kill => $"{LastWords}\nMemory may have run out, where the kernel kills. {Advice}",
                _ when named => $"{LastWords}\nMemory may have run out. {Advice}",
                LinuxProcess.Abort or LinuxProcess.BusError or LinuxProcess.SegmentationFault => $"{LastWords}\nIt crashed (signal {ExitCode - 128}). Memory may have run out, which a crash does not always say. {Advice}",
                _ => LastWords,
            };
        }
    }
}

/// <summary>Starts this program again as the worker of one run, and listens to it. A native crash ends the worker, not the plan.</summary>
/// <param name="arguments">What every worker of the plan is called with: verb, plan, results, data and backend.</param>
internal sealed class WorkerProcess(IReadOnlyList<string> arguments)
{
    /// <summary>A worker needs this long at most to finish its step and save.</summary>
    private static readonly TimeSpan SaveTime = TimeSpan.FromSeconds(60);

    /// <summary>Runs a worker to its end. On cancellation it is asked to save and stop.</summary>
    /// <param name="run">The run it makes.</param>
    /// <param name="slot">Where it makes it.</param>
    /// <param name="log">Its standard error goes to this file.</param>
    /// <param name="heard">Called for each message, from another thread.</param>
    /// <param name="stop">Asks the worker to save and stop.</param>
    public async Task<WorkerEnd> RunAsync(RunId run, DeviceSlot slot, string log, Action<WorkerMessage> heard, CancellationToken stop)
    {
        using var process = new Process { StartInfo = Describe(run, slot) };
        using var errors = new WorkerLog(log);
        process.ErrorDataReceived += (_, line) => errors.Hear(line.Data);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && WorkerMessage.FromLine(line.Data) is { } message)
            {
                heard(message);
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await using var registration = stop.Register(() => new LinuxProcess(process.Id).Send(LinuxProcess.Terminate));
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            using var patience = new CancellationTokenSource(SaveTime);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        return new WorkerEnd(process.ExitCode, errors.LastWords);
    }

    private ProcessStartInfo Describe(RunId run, DeviceSlot slot)
    {
        // The worker stops when the pipe to its standard input closes: it does not outlive a coordinator that was killed.
        var start = OwnProgram.StartInfo([.. arguments, "--run", run.ToString(), TrainCommand.Attached]);
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["MKL_NUM_THREADS"] = "1";
        slot.AssignTo(start);
        return start;
    }
}
