using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Clusters;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Selection;
using Harness.Experiments.Execution.Watching;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments status</c>: one table of a plan's runs, with a scheduler's states beside what the files say.</summary>
internal static class StatusCommand
{
    private const string Forgotten = "not known any more";

    public static Command Create()
    {
        var plan = new Option<string>("--plan")
        {
            Description = "A plan's name, its .json file, or auto: the plan that was started last in the results folder.",
            DefaultValueFactory = _ => PlanCatalogue.Auto,
        };
        var command = new Command(
            "status",
            $"Show the state of every run of a plan from its files and, with --engine slurm, what Slurm says of its cells. Exit code 0 if all have ended, {PlanStatus.UnfinishedExit} if some have not, 1 if one was given up.")
        {
            plan,
            ExperimentOptions.Results,
            ExperimentOptions.Runs,
            ExperimentOptions.Shard,
            ClusterOptions.Engine,
            ClusterOptions.TimeOut,
        };
        command.SetAction(async (parsed, stop) => await ShowAsync(
            StartedPlans.Find(parsed.GetValue(plan)!, parsed.GetValue(ExperimentOptions.Results)!.FullName),
            ExperimentOptions.ReadSelection(parsed),
            parsed.GetValue(ClusterOptions.Engine) is null ? null : ClusterOptions.ReadSlurm(parsed),
            Console.Out,
            stop));
        return command;
    }

    private static async Task<int> ShowAsync(ResultsLayout layout, RunSelection selection, SlurmCommands? slurm, TextWriter output, CancellationToken stop)
    {
        var plan = Plan.Read(layout.Plan);
        var runs = selection.Of(plan)
            .Select(run => (run, new RunFolder(layout.Run(run), plan.RecipeOf(plan.ArmOf(run)), plan.Dataset.TrainingImages, TimeProvider.System).Observe()))
            .ToList();
        if (slurm is null)
        {
            var status = new PlanStatus(runs, scheduler: null);
            await output.WriteAsync(status.ToString());
            return status.ExitCode;
        }

        var submissions = new Submissions(layout);
        var tasks = await slurm.FindTasksAsync(stop);
        var submitted = submissions.Find(tasks);
        var beside = new PlanStatus(runs, ("Slurm", run => submitted.TryGetValue(run, out var place) ? Word(place) : "not submitted"));
        await output.WriteAsync(beside.ToString());
        if (submissions.Past is [.., { Record.CollectJob: { } collect } last])
        {
            var job = tasks.FirstOrDefault(task => task.Job == collect && task.Number is null);
            await output.WriteLineAsync($"The report's job: {job?.ToString() ?? $"{collect}, {Forgotten}"}. Logs: {last.Layout.Logs}");
        }

        return beside.ExitCode;
    }

    /// <summary>An ended job stays known for some minutes; after that only the files tell, and they are what counts.</summary>
    private static string Word(SubmittedRun place) => $"job {place.Task?.ToString() ?? $"{place.Submission.Record.ArrayJob}_{place.Cell}, {Forgotten}"}";
}
