using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Experiments.Clusters;

namespace Harness.Experiments.Tests.Clusters;

public sealed class SubmissionsTests : IDisposable
{
    private static readonly RunId First = new("plain-8", 1);
    private static readonly RunId Second = new("plain-8", 2);

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-submissions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ResultsLayout Layout => new(_folder, "tiny");

    [Fact]
    public void Before_the_first_there_is_none()
    {
        var submissions = new Submissions(Layout);

        Assert.Empty(submissions.Past);
        Assert.Equal(1, submissions.NextNumber);
        Assert.Empty(submissions.Find([]));
    }

    [Fact]
    public void A_run_stands_where_it_was_submitted_last()
    {
        Submit(1, job: 17, collect: 18, [First, Second]);
        Submit(2, job: 30, collect: null, [Second]);

        var found = new Submissions(Layout).Find([Task(17, 1, "FAILED"), Task(17, 2, "COMPLETED"), Task(30, 1, "RUNNING"), Task(99, 1, "RUNNING")]);

        Assert.Equal("17_1 FAILED on n1", found[First].Task!.ToString());
        Assert.Equal("30_1 RUNNING on n1, 0:01", found[Second].Task!.ToString());
    }

    [Fact]
    public void A_job_that_Slurm_forgot_leaves_its_place()
    {
        Submit(1, job: 17, collect: 18, [First, Second]);

        var place = new Submissions(Layout).Find([])[Second];

        Assert.Null(place.Task);
        Assert.Equal((17L, 2), (place.Submission.Record.ArrayJob, place.Cell));
    }

    [Fact]
    public void A_report_waits_for_what_lives_of_every_submission()
    {
        Submit(1, job: 17, collect: 18, [First]);
        Submit(2, job: 30, collect: 31, [Second]);

        Assert.Equal([18, 30], new Submissions(Layout).LivingJobs([Task(17, 1, "FAILED"), Task(18, null, "PENDING"), Task(30, 1, "RUNNING"), Task(99, 1, "RUNNING")]));
    }

    [Fact]
    public void A_folder_without_a_record_is_no_submission_and_its_number_is_not_used_again()
    {
        Submit(1, job: 17, collect: 18, [First]);
        Directory.CreateDirectory(Layout.Submission(4).Logs);
        Directory.CreateDirectory(Path.Combine(Layout.Slurm, "submission-old"));

        var submissions = new Submissions(Layout);

        Assert.Equal([1], submissions.Past.Select(past => past.Number));
        Assert.Equal(5, submissions.NextNumber);
    }

    private static SlurmTask Task(long job, int? number, string state) => new(job, number, state, "0:01", "n1", "None");

    private void Submit(int number, long job, long? collect, IReadOnlyList<RunId> runs) => RecordFile.Write(
        Layout.Submission(number).Record,
        new SubmissionRecord
        {
            Schema = SubmissionRecord.SchemaName,
            ArrayJob = job,
            CollectJob = collect,
            Cells = [.. runs.Select((run, index) => new SubmittedCell(index + 1, [run]))],
            Site = new SlurmSite(SlurmSite.SchemaName),
        },
        HarnessJson.Default.SubmissionRecord);
}
