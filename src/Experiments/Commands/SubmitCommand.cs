using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Contracts.Runs;
using Harness.Experiments.Clusters;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Commands;

/// <summary><c>experiments submit</c>: hands a plan's missing runs to a cluster's own scheduler.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var site = new Option<string?>("--site")
        {
            Description = "A JSON file with the cluster's options: partition, account, gres, time limit, container. Default: those of the submission before, else the cluster's own defaults.",
            HelpName = "FILE",
        };
        var cells = new Option<int?>("--cells") { Description = "Tasks of the job array, of about the same work each. Default: one a run.", HelpName = "N" };
        var atMost = new Option<int?>("--at-most") { Description = "Tasks at the same time. Default: as many as the cluster has room for.", HelpName = "N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the cells and the calls of sbatch, and do nothing." };
        ExperimentOptions.RequireAtLeastOne(cells);
        ExperimentOptions.RequireAtLeastOne(atMost);
        var command = new Command(
            "submit",
            "Hand the runs of a plan that are not finished and not in the queue to Slurm, as a job array, and after it a job that writes the report. Submitted again, it sends what is missing then. Results, data and programs have to lie where all nodes see them.")
        {
            ClusterOptions.RequiredEngine,
            ExperimentOptions.Plan,
            ExperimentOptions.Results,
            ExperimentOptions.Data,
            ExperimentOptions.Cache,
            ExperimentOptions.Backend,
            ExperimentOptions.Libtorch,
            ExperimentOptions.Seeds,
            ExperimentOptions.CheckpointEvery,
            site,
            cells,
            atMost,
            dryRun,
            ClusterOptions.TimeOut,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var asked = ExperimentOptions.Read(parsed);
            if (asked.PlanName == PlanCatalogue.Auto)
            {
                throw new HarnessException($"Name the plan with --plan: which one suits the nodes cannot be told from the machine that submits. Known plans: {string.Join(", ", PlanCatalogue.Names)}; or a .json file.");
            }

            var file = parsed.GetValue(site);
            var request = new SubmissionRequest(
                // The submitted plan holds the seeds. Data are named where the nodes find them, and not where a default of each node would look.
                asked with { DataFolder = asked.FindData().Folder, CacheFolder = null, Seeds = null, CheckpointInterval = ExperimentOptions.ReadCheckpointInterval(parsed) },
                file is null ? null : SlurmSite.Read(file),
                parsed.GetValue(cells),
                parsed.GetValue(atMost),
                parsed.GetValue(dryRun));
            // The class decides between plans only where none was named.
            await new SlurmSubmission(request, asked.FindPlan(DeviceClass.Cpu), ClusterOptions.ReadSlurm(parsed), Console.Out).SubmitAsync(stop);
        });
        return command;
    }
}
