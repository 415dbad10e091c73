using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Experiments.Clusters;

/// <summary>A submission on disk.</summary>
internal sealed record PastSubmission(int Number, SubmissionLayout Layout, SubmissionRecord Record);

/// <summary>A run's place in the newest submission that holds it.</summary>
/// <param name="Task">Null if Slurm does not know it any more.</param>
internal sealed record SubmittedRun(PastSubmission Submission, int Cell, SlurmTask? Task);

/// <summary>What was submitted of a plan so far.</summary>
internal sealed class Submissions
{
    private readonly ResultsLayout _layout;

    /// <exception cref="HarnessException">A submission's record cannot be read.</exception>
    public Submissions(ResultsLayout layout)
    {
        _layout = layout;
        // A folder without a record is what was left by a call that Slurm refused or that was killed.
        Past =
        [
            .. from number in Numbers(layout)
               let folder = layout.Submission(number)
               where File.Exists(folder.Record)
               select new PastSubmission(number, folder, RecordFile.Read(folder.Record, HarnessJson.Default.SubmissionRecord, SubmissionRecord.SchemaName)),
        ];
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<PastSubmission> Past { get; }

    /// <summary>No folder has this number yet.</summary>
    public int NextNumber => Numbers(_layout).DefaultIfEmpty().Max() + 1;

    /// <summary>Every run that was ever submitted, with what Slurm says of it.</summary>
    /// <param name="tasks">Slurm's queue.</param>
    public IReadOnlyDictionary<RunId, SubmittedRun> Find(IReadOnlyList<SlurmTask> tasks)
    {
        var known = tasks.Where(task => task.Number is not null).GroupBy(task => (task.Job, task.Number!.Value)).ToDictionary(group => group.Key, group => group.First());
        var found = new Dictionary<RunId, SubmittedRun>();
        foreach (var submission in Past)
        {
            foreach (var cell in submission.Record.Cells)
            {
                foreach (var run in cell.Runs)
                {
                    found[run] = new SubmittedRun(submission, cell.Number, known.GetValueOrDefault((submission.Record.ArrayJob, cell.Number)));
                }
            }
        }

        return found;
    }

    /// <summary>Numbers of the past jobs that Slurm still works on: a report that waits for a submission waits for these too.</summary>
    public IReadOnlyList<long> LivingJobs(IReadOnlyList<SlurmTask> tasks)
    {
        var alive = tasks.Where(task => task.IsAlive).Select(task => task.Job).ToHashSet();
        return [.. Past.SelectMany(submission => new[] { submission.Record.ArrayJob, submission.Record.CollectJob }).OfType<long>().Where(alive.Contains).Distinct()];
    }

    private static IEnumerable<int> Numbers(ResultsLayout layout)
    {
        var prefix = Path.GetFileName(layout.Submission(0).Folder)[..^1];
        return Directory.Exists(layout.Slurm)
            ? Directory.EnumerateDirectories(layout.Slurm, prefix + "*")
                .Select(folder => int.TryParse(Path.GetFileName(folder)[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Where(number => number > 0)
                .Order()
            : [];
    }
}
