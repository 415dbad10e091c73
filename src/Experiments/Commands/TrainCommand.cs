using System.CommandLine;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments train</c>: makes the runs of a plan, all or some.</summary>
internal static class TrainCommand
{
    /// <summary>Given to a worker by its coordinator.</summary>
    public const string Attached = "--attached";

    public static Command Create()
    {
        var timeLimit = new Option<double?>("--time-limit")
        {
            Description = $"Save and end after so many minutes, with exit code {PlanStatus.UnfinishedExit} if runs are left. The same command goes on.",
            HelpName = "MINUTES",
        };
        timeLimit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (> 0 and <= 43_200))
            {
                result.AddError("--time-limit must be above 0 and at most 43200 minutes.");
            }
        });
        var tensorBoard = new Option<bool>("--tensorboard") { Description = "Also write each run's metrics as TensorBoard event files, into its folder tensorboard." };
        var attached = new Option<bool>(Attached) { Description = "Make the one run in this process, as a coordinator's worker; stop when standard input closes.", Hidden = true };
        var command = new Command("train", "Make the runs of a plan. Finished runs are skipped; interrupted ones go on from their checkpoint.")
        {
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            ExperimentOptions.WorkersPerDevice,
            ExperimentOptions.Runs,
            ExperimentOptions.Shard,
            ExperimentOptions.Seeds,
            timeLimit,
            ExperimentOptions.CheckpointEvery,
            tensorBoard,
            attached,
        };
        command.SetAction(async (parsed, _) =>
        {
            var request = ExperimentOptions.Read(parsed) with
            {
                WritesEventFiles = parsed.GetValue(tensorBoard),
                CheckpointInterval = ExperimentOptions.ReadCheckpointInterval(parsed),
            };
            var selection = ExperimentOptions.ReadSelection(parsed);
            if (parsed.GetValue(attached))
            {
                return WorkerSession.Make(request, selection.Named.Single(), Console.Out, TimeProvider.System);
            }

            var order = new TrainingOrder(
                request,
                selection,
                parsed.GetValue(ExperimentOptions.WorkersPerDevice),
                parsed.GetValue(timeLimit) is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
            return await CoordinatorSession.MakeAsync(order, Console.Out, TimeProvider.System);
        });
        return command;
    }
}
