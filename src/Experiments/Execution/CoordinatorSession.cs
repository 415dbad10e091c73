using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution.Displays;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Harness.Experiments.Execution;

/// <summary>Makes all runs of a plan with worker processes, under the Generic Host.</summary>
internal static class CoordinatorSession
{
    private const int InterruptedExit = 130;
    private const int TerminatedExit = 143;

    /// <returns>0 if every run is finished, 1 if one was given up, 130 or 143 after a signal.</returns>
    public static async Task<int> MakeAsync(PlanRequest request, int? workersPerDevice, TextWriter output, TimeProvider clock)
    {
        var choice = request.Choose();
        var plan = request.FindPlan(choice);
        var data = request.FindData();
        var layout = request.LayoutOf(plan);
        using var held = FolderLock.Take(layout.Lock, $"Another process is making the runs of '{plan.Name}' in {layout.Folder}. Wait for it, or stop it first.");
        await output.WriteLineAsync(choice.Explanation);
        RecordFile.Write(layout.Plan, plan, HarnessJson.Default.Plan);
        RecordFile.Write(layout.Architectures, Architectures.ArchitectureCatalogue.Of(plan), HarnessJson.Default.ArchitecturesRecord);

        var all = PlannedRuns.Of(plan, data.Sha256, choice.DeviceClass);
        var open = await FindOpenRunsAsync(all, layout, output);
        if (open.Count == 0)
        {
            await output.WriteLineAsync($"All {all.Count} runs of '{plan.Name}' are finished; there is nothing to train.");
            return 0;
        }

        // The longest first: the short ones then fill the gaps at the end.
        var work = new PlanWork([.. open.OrderByDescending(run => run.Work)], DeviceSlot.Find(choice.DeviceClass, workersPerDevice, open.Count), layout);
        await output.WriteLineAsync($"{open.Count} of {all.Count} runs to make, {work.Slots.Count} at a time, in {all[0].Identity.Precision.ToString().ToLowerInvariant()}.");
        var progress = new PlanProgress(work.Runs, clock);
        ITrainingDisplay display = Console.IsOutputRedirected ? new LogDisplay(progress, output) : new TerminalDisplay(progress, AnsiConsole.Console);
        return await HostAsync(work, new WorkerProcess(["train", .. request.ToArguments()]), display, output);
    }

    private static async Task<int> HostAsync(PlanWork work, WorkerProcess worker, ITrainingDisplay display, TextWriter output)
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

        return execution.Failures.Count == 0 ? 0 : 1;
    }

    /// <summary>The runs that are not finished. Records that cannot be used are moved aside first, all of them, so that old and new runs are never analysed together.</summary>
    private static async Task<IReadOnlyList<PlannedRun>> FindOpenRunsAsync(IReadOnlyList<PlannedRun> all, ResultsLayout layout, TextWriter output)
    {
        var archive = new RunArchive(layout);
        var found = all.Select(run => (Run: run, Record: archive.Inspect(run.Identity))).ToList();
        foreach (var sharing in found.Where(entry => entry.Record.State == RecordState.Unusable).GroupBy(entry => entry.Record.Reason, entry => entry.Run.Id))
        {
            foreach (var run in sharing)
            {
                archive.SetAside(run);
            }

            var runs = sharing.Count() == 1 ? $"The record of {sharing.First()} is" : $"The records of {sharing.Count()} runs are";
            await output.WriteLineAsync($"{runs} moved to {layout.Superseded} and made again ({sharing.Key}).");
        }

        foreach (var finished in found.Where(entry => entry.Record.State == RecordState.Finished))
        {
            // A worker that was killed between its manifest and its tidying leaves a checkpoint.
            RunArchive.RemoveLeftovers(layout.Run(finished.Run.Id));
        }

        return [.. found.Where(entry => entry.Record.State != RecordState.Finished).Select(entry => entry.Run)];
    }
}
