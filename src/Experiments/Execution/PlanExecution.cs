using System.Collections.Concurrent;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution.Displays;
using Microsoft.Extensions.Hosting;

namespace Harness.Experiments.Execution;

/// <summary>The runs still to be made and the places to make them in.</summary>
/// <param name="Runs">In the order in which they are handed out.</param>
/// <param name="Slots">Workers side by side, each on its device.</param>
internal sealed record PlanWork(IReadOnlyList<PlannedRun> Runs, IReadOnlyList<DeviceSlot> Slots, ResultsLayout Layout);

/// <summary>The hosted service that keeps every slot busy with one worker process until all runs are made, and restarts a crashed one from its checkpoint.</summary>
internal sealed class PlanExecution(PlanWork work, WorkerProcess worker, ITrainingDisplay display, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Times a run's worker is started before the run is given up.</summary>
    private const int MaximumStarts = 3;

    private readonly ConcurrentQueue<PlannedRun> _queue = new(work.Runs);
    private readonly ConcurrentQueue<FailureRecord> _failures = [];
    private readonly ConcurrentDictionary<RunId, bool> _busy = [];
    private readonly ConcurrentQueue<RunId> _left = [];

    /// <summary>Runs that were given up.</summary>
    public IReadOnlyCollection<FailureRecord> Failures => _failures;

    /// <summary>Runs that another process has taken over and goes on with.</summary>
    public IReadOnlyCollection<RunId> Left => _left;

    /// <summary>What stopped the whole plan, for instance a full disk; null if nothing did.</summary>
    public HarnessException? Fault { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var displaying = new CancellationTokenSource();
        var shown = display.ShowAsync(displaying.Token);
        try
        {
            await Task.WhenAll(work.Slots.Select(slot => ServeAsync(slot, stoppingToken)));
        }
        catch (HarnessException fault)
        {
            Fault = fault;
        }
        finally
        {
            await displaying.CancelAsync();
            await shown;
            lifetime.StopApplication();
        }
    }

    private async Task ServeAsync(DeviceSlot slot, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _queue.TryDequeue(out var run))
        {
            await MakeAsync(run, slot, stop);
        }
    }

    private async Task MakeAsync(PlannedRun run, DeviceSlot slot, CancellationToken stop)
    {
        var layout = work.Layout.Run(run.Id);
        for (var start = 1; ; start++)
        {
            var end = await worker.RunAsync(run.Id, slot, layout.Log, message => display.Heard(run.Id, message), stop);
            var exit = end.ExitCode;
            if (exit == WorkerExit.Finished || stop.IsCancellationRequested)
            {
                return;
            }

            if (exit == WorkerExit.Stopped && await IsStoppingAsync(stop))
            {
                return;
            }

            if (exit == WorkerExit.Busy)
            {
                WaitFor(run);
                return;
            }

            if (exit == WorkerExit.TakenOver)
            {
                // To start again would take it back, and so on for ever, with nothing saved in between.
                _left.Enqueue(run.Id);
                display.Note($"{run.Id}: another process has taken it over and goes on with it; it is left to that one.");
                return;
            }

            var canRecover = exit != WorkerExit.Fault && start < MaximumStarts;
            if (canRecover)
            {
                display.Note($"{run.Id}: the worker ended with code {exit}; starting it again from its checkpoint ({start} of {MaximumStarts - 1} restarts).");
                continue;
            }

            var failure = new FailureRecord { Schema = FailureRecord.SchemaName, Run = run.Id, Attempts = start, ExitCode = exit, Message = end.Explanation };
            _failures.Enqueue(failure);
            display.Failed(run.Id, end.Explanation);
            RecordFile.Write(layout.Failure, failure, HarnessJson.Default.FailureRecord);
            return;
        }
    }

    /// <summary>Behind what else is to be made. A worker waits a minute for the lock, so asking again and again costs next to nothing.</summary>
    private void WaitFor(PlannedRun run)
    {
        if (_busy.TryAdd(run.Id, true))
        {
            display.Note($"{run.Id}: another process is making it; waiting until that one is done.");
        }

        _queue.Enqueue(run);
    }

    /// <summary>Ctrl-C reaches workers and coordinator at once, and a worker may be the quicker one: wait a moment for the coordinator's own signal.</summary>
    private static async Task<bool> IsStoppingAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(2), stop);
        }
        catch (OperationCanceledException)
        {
            // This is the signal that was waited for.
        }

        return stop.IsCancellationRequested;
    }
}

/// <summary>What a worker's exit code means to the coordinator; every other code is a crash.</summary>
internal static class WorkerExit
{
    public const int Finished = 0;

    /// <summary>Something that a person has to mend; trying again would not help.</summary>
    public const int Fault = 1;

    /// <summary>Saved and stopped as asked.</summary>
    public const int Stopped = 3;

    /// <summary>Another process holds the run's lock.</summary>
    public const int Busy = 4;

    /// <summary>Another process has begun to make the run although this one was making it: locks do not work there.</summary>
    public const int TakenOver = 5;
}
