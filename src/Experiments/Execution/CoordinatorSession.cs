using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution.Displays;
using Harness.Experiments.Execution.Selection;
using Harness.Experiments.Execution.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Harness.Experiments.Execution;

/// <summary>What a coordinator is to make.</summary>
/// <param name="Request">The plan and its surroundings.</param>
/// <param name="Selection">All runs or some.</param>
/// <param name="WorkersPerDevice">Null for the usual number.</param>
/// <param name="TimeLimit">After this, all is saved and the coordinator ends; null for no limit.</param>
internal sealed record TrainingOrder(PlanRequest Request, RunSelection Selection, int? WorkersPerDevice, TimeSpan? TimeLimit);

/// <summary>Makes runs of a plan with worker processes, under the Generic Host.</summary>
internal static class CoordinatorSession
{
    private const int InterruptedExit = 130;
    private const int TerminatedExit = 143;

    /// <returns>0 if every chosen run is finished, 1 if one was given up, 75 if there is more to do and nothing is wrong, 130 or 143 after a signal.</returns>
    public static async Task<int> MakeAsync(TrainingOrder order, TextWriter output, TimeProvider clock)
    {
        var request = order.Request;
        var choice = request.Choose();
        var plan = request.FindPlan(choice);
        var chosen = order.Selection.Of(plan).ToHashSet();
        var data = request.FindData();
        var layout = request.LayoutOf(plan);
        using var held = Hold(order.Selection, plan, layout);
        await output.WriteLineAsync(choice.Explanation);
        RecordFile.WriteIfChanged(layout.Plan, plan, HarnessJson.Default.Plan);
        RecordFile.WriteIfChanged(layout.Architectures, Architectures.ArchitectureCatalogue.Of(plan), HarnessJson.Default.ArchitecturesRecord);

        PlannedRun[] all = [.. PlannedRuns.Of(plan, data.Sha256, choice.DeviceClass).Where(run => chosen.Contains(run.Id))];
        var open = await FindOpenRunsAsync(all, layout, order.Selection.IsWhole, output);
        if (open.Count == 0)
        {
            var which = order.Selection.IsWhole ? $"All {all.Length} runs" : $"All {all.Length} chosen runs";
            await output.WriteLineAsync($"{which} of '{plan.Name}' are finished; there is nothing to train.");
            return 0;
        }

        // The longest first: the short ones then fill the gaps at the end.
        var work = new PlanWork([.. open.OrderByDescending(run => run.Work)], DeviceSlot.Find(choice.DeviceClass, order.WorkersPerDevice, open.Count), layout);
        await output.WriteLineAsync($"{open.Count} of {all.Length} runs to make, {work.Slots.Count} at a time, in {all[0].Identity.Precision.ToString().ToLowerInvariant()}.");
        var progress = new PlanProgress(work.Runs, clock);
        ITrainingDisplay display = Console.IsOutputRedirected ? new LogDisplay(progress, output) : new TerminalDisplay(progress, AnsiConsole.Console);
        return await HostAsync(work, new WorkerProcess(["train", .. request.ToArguments()]), display, (order.TimeLimit, clock), output);
    }

    /// <summary>A whole plan is made by one process; parts of it may be made side by side, by processes that know nothing of each other.</summary>
    private static FolderLock Hold(RunSelection selection, Plan plan, ResultsLayout layout) => selection.IsWhole
        ? FolderLock.Take(layout.Lock, $"Another process is making runs of '{plan.Name}' in {layout.Folder}. Wait for it, or stop it first.")
        : FolderLock.TakeShared(layout.Lock, $"Another process is making all runs of '{plan.Name}' in {layout.Folder}, or merges into it. Wait for it, or stop it first.");

    private static async Task<int> HostAsync(PlanWork work, WorkerProcess worker, ITrainingDisplay display, (TimeSpan? Limit, TimeProvider Clock) time, TextWriter output)
    {
        var signalled = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => signalled = InterruptedExit);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => signalled = TerminatedExit);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(90));
        builder.Services.AddSingleton(work).AddSingleton(worker).AddSingleton(display).AddSingleton<PlanExecution>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PlanExecution>());
        using var host = builder.Build();
        var execution = host.Services.GetRequiredService<PlanExecution>();
        var isTimeUp = false;
        void EndTime(object? state)
        {
            isTimeUp = true;
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }

        await using var limit = time.Limit is { } span ? time.Clock.CreateTimer(EndTime, null, span, Timeout.InfiniteTimeSpan) : null;
        await host.RunAsync();

        if (execution.Fault is { } fault)
        {
            throw fault;
        }

        if (signalled != 0)
        {
            await output.WriteLineAsync("Stopped, and everything is saved. The same command goes on from here.");
            return signalled;
        }

        foreach (var failure in execution.Failures)
        {
            await output.WriteLineAsync($"{failure.Run} was given up after {failure.Attempts} start(s), exit code {failure.ExitCode}. Its log: {work.Layout.Run(failure.Run).Log}");
        }

        var finished = work.Runs.Count(run => File.Exists(work.Layout.Run(run.Id).Manifest));
        if (isTimeUp && finished < work.Runs.Count)
        {
            await output.WriteLineAsync($"Time is up: {finished} of the {work.Runs.Count} runs that were to be made are finished, the rest is saved. The same command goes on from here.");
        }

        return execution.Failures.Count > 0 ? 1 : finished == work.Runs.Count ? 0 : PlanStatus.UnfinishedExit;
    }

    /// <summary>The runs that are not finished. Records that cannot be used are moved aside first, all of them, so that old and new runs are never analysed together.</summary>
    private static async Task<IReadOnlyList<PlannedRun>> FindOpenRunsAsync(IReadOnlyList<PlannedRun> all, ResultsLayout layout, bool isAlone, TextWriter output)
    {
        var archive = new RunArchive(layout);
        var found = all.Select(run => (Run: run, Record: archive.Inspect(run.Identity))).ToList();
        foreach (var sharing in found.Where(entry => entry.Record.State == RecordState.Unusable).GroupBy(entry => entry.Record.Reason, entry => entry.Run.Id))
        {
            var moved = sharing.Where(run => SetAside(run, archive, layout, isAlone)).ToList();
            if (moved.Count == 0)
            {
                continue;
            }

            var runs = moved.Count == 1 ? $"The record of {moved[0]} is" : $"The records of {moved.Count} runs are";
            await output.WriteLineAsync($"{runs} moved to {layout.Superseded} and made again ({sharing.Key}).");
        }

        foreach (var finished in found.Where(entry => entry.Record.State == RecordState.Finished))
        {
            // A worker that was killed between its manifest and its tidying leaves a checkpoint.
            RunArchive.RemoveLeftovers(layout.Run(finished.Run.Id));
        }

        return [.. found.Where(entry => entry.Record.State != RecordState.Finished).Select(entry => entry.Run)];
    }

    /// <returns>False if another process, which makes a part of the plan too, is at that run.</returns>
    private static bool SetAside(RunId run, RunArchive archive, ResultsLayout layout, bool isAlone)
    {
        // The lock moves along with the folder; whoever waits for it looks for it by its path.
        using var held = isAlone ? null : FolderLock.TryTake(layout.Run(run).Lock);
        if (!isAlone && held is null)
        {
            return false;
        }

        archive.SetAside(run);
        return true;
    }
}
