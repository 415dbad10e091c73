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
        var checkpointEvery = new Option<double>("--checkpoint-every")
        {
            Description = "Seconds between checkpoints: at most this much work is lost when a process is killed.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => PlanRequest.DefaultCheckpointInterval.TotalSeconds,
        };
        checkpointEvery.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 86_400))
            {
                result.AddError("--checkpoint-every must be between 0 and 86400 seconds.");
            }
        });
        var tensorBoard = new Option<bool>("--tensorboard") { Description = "Also write each run's metrics as TensorBoard event files, into its folder tensorboard." };
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
            checkpointEvery,
            tensorBoard,
            attached,
        };
        command.SetAction(async (parsed, _) =>
        {
            var request = ExperimentOptions.Read(parsed) with
            {
                WritesEventFiles = parsed.GetValue(tensorBoard),
                CheckpointInterval = TimeSpan.FromSeconds(parsed.GetValue(checkpointEvery)),
            };
            return parsed.GetValue(run) is { } one
                ? WorkerSession.Make(request, RunId.Parse(one), parsed.GetValue(attached), Console.Out, TimeProvider.System)
                : await CoordinatorSession.MakeAsync(request, parsed.GetValue(ExperimentOptions.WorkersPerDevice), Console.Out, TimeProvider.System);
        });
        return command;
    }
}
