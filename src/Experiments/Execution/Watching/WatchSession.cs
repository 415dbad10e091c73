using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution.Displays;
using Spectre.Console;

namespace Harness.Experiments.Execution.Watching;

/// <summary>Shows how far the runs of a plan are, from the files in its results folder. Takes no part in the work and needs neither data nor libtorch.</summary>
internal static class WatchSession
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="planName">A plan's name, its file, or <see cref="PlanCatalogue.Auto"/>: the plan in the folder that was started last.</param>
    /// <param name="results">The folder that holds one folder of results a plan.</param>
    /// <param name="once">Show one picture and end.</param>
    /// <param name="output">Where plain lines go; on a terminal, the table goes to the console.</param>
    /// <param name="clock">Measures times.</param>
    /// <returns>1 if a run has failed, else 0: when all runs have ended, after one picture, or after a signal.</returns>
    /// <exception cref="HarnessException">There are no results of this plan, or they cannot be read.</exception>
    public static async Task<int> WatchAsync(string planName, string results, bool once, TextWriter output, TimeProvider clock)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var layout = StartedPlans.Find(planName, results);
        var plan = Plan.Read(layout.Plan);
        var folders = plan.Expand().ToDictionary(run => run, run => new RunFolder(layout.Run(run), plan.RecipeOf(plan.ArmOf(run)), plan.Dataset.TrainingImages, clock));
        IReadOnlyDictionary<RunId, ObservedRun> Observe() => folders.ToDictionary(entry => entry.Key, entry => entry.Value.Observe());

        // In the order in which the coordinator hands them out.
        var progress = new PlanProgress([.. PlannedRuns.WorkOf(plan).OrderByDescending(run => run.Work)], clock) { IsWatched = true };
        ITrainingDisplay display = Console.IsOutputRedirected ? new LogDisplay(progress, output) : new TerminalDisplay(progress, AnsiConsole.Console);
        var seen = Observe();
        display.Observed(seen);
        if (!once)
        {
            using var displaying = new CancellationTokenSource();
            var shown = display.ShowAsync(displaying.Token);
            try
            {
                while (!seen.Values.All(run => run.HasEnded))
                {
                    await Task.Delay(Pause, clock, stop.Token);
                    display.Observed(seen = Observe());
                }
            }
            catch (OperationCanceledException)
            {
                return 0;
            }
            finally
            {
                await displaying.CancelAsync();
                await shown;
            }
        }
        else if (display is TerminalDisplay terminal)
        {
            terminal.ShowOnce();
        }

        return seen.Values.Any(run => run.State == ObservedState.Failed) ? 1 : 0;
    }
}
