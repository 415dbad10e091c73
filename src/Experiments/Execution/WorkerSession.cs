using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Backends;
using Harness.Experiments.Execution.Selection;
using Harness.Experiments.Training;

namespace Harness.Experiments.Execution;

/// <summary>One worker process of a coordinator: loads libtorch, makes one run, saves on a signal or when the coordinator is gone.</summary>
internal static class WorkerSession
{
    /// <summary>The worker of a coordinator that was killed needs a moment to save and end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="request">The plan and its surroundings.</param>
    /// <param name="run">The run to make.</param>
    /// <param name="output">The coordinator reads messages from it; it also holds the other end of standard input.</param>
    /// <param name="clock">Measures times.</param>
    /// <returns>One of <see cref="WorkerExit"/>.</returns>
    /// <exception cref="HarnessException">Something that a person has to mend.</exception>
    public static int Make(PlanRequest request, RunId run, TextWriter output, TimeProvider clock)
    {
        ProcessMemory.KeepPages();
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        StopWhenInputCloses(stop);
        var choice = request.Choose();
        var plan = request.FindPlan(choice);
        var planned = Find(plan, run, request, choice, out var data);
        var layout = request.LayoutOf(plan);
        var archive = new RunArchive(layout);
        using var held = TakeRun(layout.Run(run).Lock, clock, stop.Token);
        if (held is null)
        {
            return stop.IsCancellationRequested ? WorkerExit.Stopped : WorkerExit.Busy;
        }

        switch (archive.Inspect(planned.Identity))
        {
            case (RecordState.Finished, _):
                return WorkerExit.Finished;
            case (RecordState.Unusable, var reason):
                // The coordinator moves such records; this one came after it had looked.
                throw new HarnessException($"The record of {run} is another one ({reason}). Run the same command again: it is then moved aside first.");
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

        try
        {
            if (new RunWorker(planned.Identity, layout.Run(run), setting, Tell).Work(stop.Token))
            {
                return WorkerExit.Finished;
            }
        }
        catch (RunTakenOverException taken)
        {
            Console.Error.WriteLine(taken.Message);
            return WorkerExit.TakenOver;
        }

        progress.Stopped();
        return WorkerExit.Stopped;
    }

    private static PlannedRun Find(Plan plan, RunId run, PlanRequest request, BackendChoice choice, out Acquisition.CifarFiles data)
    {
        _ = new RunSelection([run], Shard: null).Of(plan);
        data = request.FindData();
        return PlannedRuns.Of(plan, data.Sha256, choice.DeviceClass).Single(planned => planned.Id == run);
    }

    /// <returns>Null if another process still holds the run, or this one was told to stop.</returns>
    private static FolderLock? TakeRun(string path, TimeProvider clock, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return FolderLock.AcquireAsync(path, static () => { }, clock, patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return null;
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
