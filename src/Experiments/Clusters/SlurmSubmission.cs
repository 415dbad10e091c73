using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Clusters;

/// <summary>What a person asked to be submitted.</summary>
/// <param name="Plan">Plan, results, data and backend; paths are absolute.</param>
/// <param name="Site">Null for the one of the submission before this, or none.</param>
/// <param name="Cells">Tasks of the array; null for one a run.</param>
/// <param name="AtMost">Tasks at the same time; null for no bound.</param>
/// <param name="IsDryRun">Show what would be done, and do nothing.</param>
internal sealed record SubmissionRequest(PlanRequest Plan, SlurmSite? Site, int? Cells, int? AtMost, bool IsDryRun);

/// <summary>
/// Hands the runs of a plan that are neither finished nor in the queue to Slurm, and a job that writes the report when they have ended. Called again it sends what is still
/// missing, and nothing if nothing is.
/// </summary>
internal sealed class SlurmSubmission(SubmissionRequest request, Plan plan, SlurmCommands slurm, TextWriter output)
{
    private readonly ResultsLayout _layout = request.Plan.LayoutOf(plan);

    /// <exception cref="HarnessException">Slurm is not there, does not answer or refuses; or the results folder cannot be written to.</exception>
    public async Task SubmitAsync(CancellationToken stop)
    {
        using var held = FolderLock.Take(_layout.SlurmLock, $"Another process is submitting '{plan.Name}' of {_layout.Folder}. Wait for it, and see 'experiments status --engine slurm'.");
        var submissions = new Submissions(_layout);
        var tasks = await slurm.FindTasksAsync(stop);
        var queued = submissions.Find(tasks).Where(entry => entry.Value.Task is { IsAlive: true }).Select(entry => entry.Key).ToHashSet();
        var archive = new RunArchive(_layout);
        var all = PlannedRuns.WorkOf(plan);
        var unfinished = all.Where(run => !archive.IsFinished(plan, run.Id)).ToList();
        var missing = unfinished.Where(run => !queued.Contains(run.Id)).ToList();
        await output.WriteLineAsync($"{plan.Name}: {all.Count} runs, {all.Count - unfinished.Count} finished, {unfinished.Count - missing.Count} in Slurm's queue, {missing.Count} to submit.");
        if (missing.Count == 0)
        {
            await output.WriteLineAsync("Nothing was submitted.");
            return;
        }

        var folder = _layout.Submission(submissions.NextNumber);
        var site = ChooseSite(submissions, out var origin);
        var cells = CellList.Deal(missing, request.Cells);
        var sbatch = new SbatchArguments(plan, request.Plan, site, folder);
        await output.WriteLineAsync($"{cells.Count} {(cells.Count == 1 ? "cell" : "cells")} of {(cells.Count == missing.Count ? "one run each" : $"up to {cells.Max(cell => cell.Runs.Count)} runs")}; {origin}");
        if (request.IsDryRun)
        {
            await ShowAsync(cells, missing, sbatch, submissions.LivingJobs(tasks));
            return;
        }

        Prepare(folder, cells, missing);
        var array = await HandOverAsync(() => slurm.SubmitAsync(sbatch.Train(cells.Count, request.AtMost), stop), folder);
        var record = new SubmissionRecord { Schema = SubmissionRecord.SchemaName, ArrayJob = array, CollectJob = null, Cells = cells, Site = site };
        // Before anything else can fail: what Slurm has taken must not be sent twice.
        RecordFile.Write(folder.Record, record, HarnessJson.Default.SubmissionRecord);
        await output.WriteLineAsync($"Job {array}: {cells.Count} {(cells.Count == 1 ? "task" : "tasks")}, which train. Logs: {folder.Logs}");
        var collect = await slurm.SubmitAsync(sbatch.Collect([.. submissions.LivingJobs(tasks), array]), stop);
        RecordFile.Write(folder.Record, record with { CollectJob = collect }, HarnessJson.Default.SubmissionRecord);
        await output.WriteLineAsync($"Job {collect}: the report, when they have ended. It will be in {_layout.Report}");
        await output.WriteLineAsync("See how far they are with 'experiments status --engine slurm'; submit again to make what is missing then.");
    }

    private SlurmSite ChooseSite(Submissions submissions, out string origin)
    {
        if (request.Site is { } given)
        {
            origin = "options of the site file.";
            return given;
        }

        if (submissions.Past is [.., var last])
        {
            origin = $"options of {Path.GetFileName(last.Layout.Folder)}, since --site was not given.";
            return last.Record.Site;
        }

        origin = "the cluster's own defaults, since --site was not given.";
        return new SlurmSite(SlurmSite.SchemaName);
    }

    /// <summary>Everything that the jobs read. Slurm makes no folders: a log in one that is missing ends a task before it starts.</summary>
    private void Prepare(SubmissionLayout folder, IReadOnlyList<SubmittedCell> cells, IReadOnlyList<RunWork> runs)
    {
        RecordFile.Write(folder.Plan, plan, HarnessJson.Default.Plan);
        AtomicFile.WriteText(folder.Cells, CellList.Text(cells, runs));
        foreach (var script in new[] { folder.TrainScript, folder.CollectScript })
        {
            AtomicFile.WriteBytes(script, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Clusters", Path.GetFileName(script))));
        }

        Directory.CreateDirectory(folder.Logs);
        if (!File.Exists(_layout.Plan))
        {
            RecordFile.Write(_layout.Plan, plan, HarnessJson.Default.Plan);
        }
    }

    /// <summary>What Slurm refused leaves nothing behind.</summary>
    private static async Task<long> HandOverAsync(Func<Task<long>> submit, SubmissionLayout folder)
    {
        try
        {
            return await submit();
        }
        catch (HarnessException)
        {
            Directory.Delete(folder.Folder, recursive: true);
            throw;
        }
    }

    private async Task ShowAsync(IReadOnlyList<SubmittedCell> cells, IReadOnlyList<RunWork> runs, SbatchArguments sbatch, IReadOnlyList<long> waitedFor)
    {
        await output.WriteLineAsync("Nothing is submitted. The cells:");
        await output.WriteAsync(CellList.Text(cells, runs));
        foreach (var arguments in new[] { sbatch.Train(cells.Count, request.AtMost), sbatch.Collect([.. waitedFor, 0]) })
        {
            await output.WriteLineAsync($"sbatch {string.Join(' ', arguments.Select(word => word.Contains(' ') ? $"'{word}'" : word))}");
        }
    }
}
