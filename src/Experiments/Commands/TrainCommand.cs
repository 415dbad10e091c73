using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments train</c>: makes all runs of a plan, or with <c>--run</c> one of them in this process.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var run = new Option<string?>("--run") { Description = "Make this run alone, in this process: for instance plain-20/seed-1." };
        var attached = new Option<bool>("--attached") { Description = "Stop when standard input closes.", Hidden = true };
        var command = new Command("train", "Make the runs of a plan. Finished runs are skipped; interrupted ones go on from their checkpoint.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            ExperimentOptions.WorkersPerDevice,
            run,
            attached,
        };
        command.SetAction(async (parsed, _) =>
        {
            var request = ExperimentOptions.Read(parsed);
            return parsed.GetValue(run) is { } one
                ? WorkerSession.Make(request, RunId.Parse(one), parsed.GetValue(attached), Console.Out, TimeProvider.System)
                : await CoordinatorSession.MakeAsync(request, parsed.GetValue(ExperimentOptions.WorkersPerDevice), Console.Out, TimeProvider.System);
        });
        return command;
    }
}
