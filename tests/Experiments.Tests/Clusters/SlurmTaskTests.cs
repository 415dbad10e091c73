using Harness.Experiments.Clusters;

namespace Harness.Experiments.Tests.Clusters;

public sealed class SlurmTaskTests
{
    // Lines of Slurm 22.05.
    [Theory]
    [InlineData("1_2|PENDING|0:00||JobArrayTaskLimit", "1_2 PENDING (JobArrayTaskLimit)", true)]
    [InlineData("2|PENDING|0:00||Dependency", "2 PENDING (Dependency)", true)]
    [InlineData("1_1|RUNNING|0:22|n1|None", "1_1 RUNNING on n1, 0:22", true)]
    [InlineData("1_1|COMPLETING|0:22|n1|None", "1_1 COMPLETING on n1", true)]
    [InlineData("1_1|CANCELLED|0:30|n1|None", "1_1 CANCELLED on n1", false)]
    [InlineData("6_4|COMPLETED|0:09|n2|None", "6_4 COMPLETED on n2", false)]
    [InlineData("6_4|FAILED|0:09|n2|NonZeroExitCode", "6_4 FAILED on n2 (NonZeroExitCode)", false)]
    [InlineData("6_4|NODE_FAIL|0:09|n2|NodeDown", "6_4 NODE_FAIL on n2 (NodeDown)", false)]
    public void A_line_of_the_queue_is_read_and_told(string line, string words, bool isAlive)
    {
        var task = SlurmTask.Parse(line)!;

        Assert.Equal(words, task.ToString());
        Assert.Equal(isAlive, task.IsAlive);
    }

    [Theory]
    [InlineData("")]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller")]
    [InlineData("1_[2-4]|PENDING|0:00||Priority")]
    [InlineData("x|RUNNING|0:22|n1|None")]
    public void Other_lines_are_no_tasks(string line) => Assert.Null(SlurmTask.Parse(line));
}
