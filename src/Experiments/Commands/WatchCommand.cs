using System.CommandLine;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments watch</c>: shows a plan's progress from another terminal or another machine.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var plan = new Option<string>("--plan")
        {
            Description = "A plan's name, its .json file, or auto: the plan that was started last in the results folder.",
            DefaultValueFactory = _ => PlanCatalogue.Auto,
        };
        var once = new Option<bool>("--once") { Description = "Show how far the runs are and exit, for scripts and logs." };
        var command = new Command(
            "watch",
            "Show how far a plan's training is, from another terminal or another machine that sees the results folder. It reads files only: Ctrl-C ends it and disturbs nothing. It exits when all runs have ended, with 1 if one failed.")
        {
            plan,
            ExperimentOptions.Results,
            once,
        };
        command.SetAction((parsed, _) => WatchSession.WatchAsync(
            parsed.GetValue(plan)!,
            parsed.GetValue(ExperimentOptions.Results)!.FullName,
            parsed.GetValue(once),
            Console.Out,
            TimeProvider.System));
        return command;
    }
}
