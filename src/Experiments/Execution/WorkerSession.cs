using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using Harness.Experiments.Training;

namespace Harness.Experiments.Execution;

/// <summary>One worker process: loads libtorch, makes one run, saves on a signal.</summary>
internal static class WorkerSession
{
    /// <summary>The worker of a coordinator that was killed needs a moment to save and end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Stopped by a signal, the process ends with 128 plus the signal's number, as shells and schedulers expect.</summary>
    private const int SignalBase = 128;

    /// <param name="request">The plan and its surroundings.</param>
    /// <param name="run">The run to make.</param>
    /// <param name="attached">A coordinator holds the other end of standard input and reads messages from <paramref name="output"/>.</param>
    /// <param name="output">Messages or, on its own, lines for a person.</param>
    /// <param name="clock">Measures times.</param>
    /// <returns>The process's exit code.</returns>
    public static int Make(PlanRequest request, RunId run, bool attached, TextWriter output, TimeProvider clock)
    {
        ProcessMemory.KeepPages();
        using var stop = new CancellationTokenSource();
        var signal = 0;
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            signal = context.Signal == PosixSignal.SIGINT ? 2 : 15;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (attached)
        {
            StopWhenInputCloses(stop);
        }

        var choice = request.Choose();
        var plan = request.FindPlan(choice);
        var planned = Find(plan, run, request, choice, out var data);
        var layout = request.LayoutOf(plan);
        var archive = new RunArchive(layout);
        using var held = TakeRun(layout.Run(run).Lock, run, clock, stop.Token);
        if (archive.Inspect(planned.Identity).State == RecordState.Finished)
        {
            return WorkerExit.Finished;
        }

        var runtime = TorchRuntime.Load(choice);
        Arithmetic.Settle(runtime.DeviceClass, planned.Identity.Precision, planned.Identity.Deterministic);
        var machine = MachineInspection.Inspect(choice, runtime);
        var setting = new WorkerSetting(data, runtime.Device, machine, SourceTree.Inspect(AppContext.BaseDirectory), request.CheckpointInterval, clock);
        var events = request.WritesEventFiles ? new EventFiles(layout.Run(run), Console.Error, clock) : null;
        var progress = new ProgressFile(layout.Run(run), Console.Error, clock);
        void Tell(WorkerMessage message)
        {
            output.WriteLine(message.ToLine());
            output.Flush();
            progress.Heard(message);
            events?.Heard(message);
        }

        var finished = new RunWorker(planned.Identity, layout.Run(run), setting, Tell).Work(stop.Token);
        if (!finished)
        {
            progress.Stopped();
        }

        return finished ? WorkerExit.Finished : attached ? WorkerExit.Stopped : SignalBase + signal;
    }

    private static PlannedRun Find(Plan plan, RunId run, PlanRequest request, BackendChoice choice, out Acquisition.CifarFiles data)
    {
        if (!plan.Expand().Contains(run))
        {
            throw new HarnessException($"The plan '{plan.Name}' has no run {run}. Its runs: {string.Join(", ", plan.Expand())}.");
        }

        data = request.FindData();
        return PlannedRuns.Of(plan, data.Sha256, choice.DeviceClass).Single(planned => planned.Id == run);
    }

    private static FolderLock TakeRun(string path, RunId run, TimeProvider clock, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return FolderLock.AcquireAsync(path, static () => { }, clock, patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new HarnessException($"Another process is making {run}, and holds {path}. Wait for it, or stop it first.");
        }
    }

    private static void StopWhenInputCloses(CancellationTokenSource stop)
    {
        var input = Console.OpenStandardInput();
        new Thread(() =>
        {
            while (input.ReadByte() >= 0)
            {
                // Nothing is ever sent; only the end counts.
            }

            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The run had ended first.
            }
        })
        {
            IsBackground = true,
            Name = "coordinator watch",
        }.Start();
    }
}
