using Harness.Contracts.Clusters;

namespace Harness.Contracts.Tests.Clusters;

public sealed class SlurmSiteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-site-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_file_leaves_out_has_its_default()
    {
        var site = Read("""{ "schema": "harness/slurm-site/1", "train": { "partition": "gpu", "options": ["--constraint=a100"] } }""");

        Assert.Equal("gpu", site.Train!.Partition);
        Assert.Equal(["--constraint=a100"], site.Train.Options);
        Assert.Null(site.Train.Gres);
        Assert.Null(site.Collect);
        Assert.Equal(180, site.SecondsToSave);
        Assert.Equal(20, site.MaximumRequeues);
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var fault = Assert.Throws<HarnessException>(() => Read(
            """
            {
              "schema": "harness/slurm-site/1", "seconds_to_save": 5, "maximum_requeues": -1, "workers_per_device": 0,
              "train": { "cpus_per_task": 0, "time_limit": "8h", "options": ["constraint=a100", "--array=1-9"] }, "collect": { "options": ["-d", "-c4"] },
              "programs": { "experiments": [], "reporting": ["r"] }
            }
            """));

        Assert.Equal(
            [
                "  - seconds_to_save 5 is not in 10..65535",
                "  - maximum_requeues -1 is not in 0..10000",
                "  - workers_per_device 0 is not in 1..1024",
                "  - train: time_limit '8h' is no time of Slurm's; expected minutes, H:M:S or D-H:M:S",
                "  - train: cpus_per_task 0 is not in 1..65536",
                "  - train: 'constraint=a100' is no option; each is one word that starts with a hyphen, for instance --constraint=a100",
                "  - train: the option --array=1-9 is set by the program itself",
                "  - collect: the option -d is set by the program itself",
                "  - programs: experiments and reporting need at least one word each",
            ],
            fault.Message.Split('\n').Skip(1));
    }

    // A task that is told to save as soon as it starts would go back to the queue for ever and get nowhere.
    [Theory]
    [InlineData("6", 180, false)]
    [InlineData("5", 180, true)]
    [InlineData("UNLIMITED", 3600, false)]
    public void A_time_limit_leaves_time_for_training(string limit, int secondsToSave, bool isProblem) => Assert.Equal(
        isProblem,
        new SlurmSite(SlurmSite.SchemaName, new SlurmResources(TimeLimit: limit), SecondsToSave: secondsToSave).Problems().Any(problem => problem.Contains("less than half", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{ "schema": "harness/slurm-site/1", "partition": "gpu" }""", "could not be mapped")]
    [InlineData("""{ "schema": "harness/plan/1" }""", "Expected 'harness/slurm-site/1'")]
    [InlineData("partition: gpu", "is not a harness/slurm-site/1 record")]
    public void A_file_of_another_shape_is_one_sentence(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<HarnessException>(() => Read(text)).Message, StringComparison.Ordinal);

    private SlurmSite Read(string text)
    {
        var path = Path.Combine(_folder, "site.json");
        File.WriteAllText(path, text);
        return SlurmSite.Read(path);
    }
}
