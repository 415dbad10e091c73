using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Experiments.Backends;
using Harness.Experiments.Clusters;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Clusters;

public sealed class SbatchArgumentsTests
{
    private static readonly SlurmSite Site = new(
        SlurmSite.SchemaName,
        new SlurmResources("gpu", "lab", "gpu:1", 4, "16G", "08:00:00", ["--constraint=a100"]),
        new SlurmResources(Partition: "short"),
        ["apptainer", "exec", "--nv", "/images/harness image.sif"],
        new SlurmPrograms(["/opt/harness/experiments"], ["/opt/harness/reporting"]),
        WorkersPerDevice: 3,
        SecondsToSave: 300,
        MaximumRequeues: 7);

    [Fact]
    public void The_array_gets_the_sites_options_and_the_script_gets_the_command_word_by_word() => Assert.Equal(
        [
            "--array=1-8%4", "--job-name=tiny", "--output=/r/tiny/slurm/submission-1/logs/cell-%a.log", "--open-mode=append", "--requeue", "--signal=B:USR1@300",
            "--chdir=/r/tiny/slurm/submission-1",
            "--partition=gpu", "--account=lab", "--gres=gpu:1", "--cpus-per-task=4", "--mem=16G", "--time=08:00:00", "--constraint=a100",
            "/r/tiny/slurm/submission-1/train.sbatch", "/r/tiny/slurm/submission-1/cells.tsv", "7",
            "apptainer", "exec", "--nv", "/images/harness image.sif", "/opt/harness/experiments", "train",
            "--plan", "/r/tiny/slurm/submission-1/plan.json", "--results", "/r", "--backend", "auto", "--data", "/d", "--checkpoint-every", "60", "--workers-per-device", "3",
        ],
        Arguments(Site).Train(8, atMost: 4));

    [Fact]
    public void Without_a_site_the_cluster_decides()
    {
        var arguments = Arguments(Site with { Train = null, Container = null, WorkersPerDevice = null }).Train(1, atMost: null);

        Assert.Equal("--array=1-1", arguments[0]);
        Assert.DoesNotContain(arguments, word => word.StartsWith("--partition", StringComparison.Ordinal) || word.StartsWith("--time", StringComparison.Ordinal));
        Assert.DoesNotContain("--workers-per-device", arguments);
    }

    [Fact]
    public void The_report_waits_for_jobs_however_they_end_and_its_commands_are_separated()
    {
        var arguments = Arguments(Site).Collect([17, 21]);

        Assert.Equal("--dependency=afterany:17:21", arguments[0]);
        Assert.Contains("--partition=short", arguments);
        var commands = string.Join('\n', arguments.SkipWhile(word => !word.EndsWith("collect.sbatch", StringComparison.Ordinal)).Skip(1)).Split("\n--\n");
        Assert.Equal(["export", "analyse", "judge", "checklist", "render", "check"], commands.Select(command => command.Split('\n')[5]));
        Assert.All(commands, command => Assert.StartsWith("apptainer\nexec\n--nv\n/images/harness image.sif\n/opt/harness/", command, StringComparison.Ordinal));
    }

    private static SbatchArguments Arguments(SlurmSite site)
    {
        var request = new PlanRequest("tiny", "/r", "/d", null, new BackendRequest(BackendPreference.Auto, null));
        return new SbatchArguments(SyntheticPlan.Tiny(), request, site, new ResultsLayout("/r", "tiny").Submission(1));
    }
}
