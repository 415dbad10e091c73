using System.Globalization;

namespace Harness.EndToEnd.Tests.Slurm;

/// <summary>That the cluster of the tests is one, and leaves nothing behind. That a dead node's task goes on elsewhere is part of <see cref="SlurmTests"/>.</summary>
public sealed class SlurmClusterTests
{
    [SlurmFact]
    public async Task Two_nodes_run_tasks_side_by_side_and_no_process_is_left_when_the_cluster_is_gone()
    {
        string configuration;
        await using (var cluster = await SlurmCluster.StartAsync())
        {
            configuration = cluster.Configuration;
            var job = long.Parse(await cluster.CallAsync("sbatch", "--parsable", "--array=1-2", "--output=/dev/null", "--wrap", "sleep 600"), CultureInfo.InvariantCulture);
            await cluster.WaitAsync("both tasks run", async () => Lines(await cluster.QueueAsync(), "RUNNING").Count() == 2, TimeSpan.FromSeconds(60));
            Assert.All(SlurmCluster.Nodes, node => Assert.NotEmpty(Processes.With($"SLURM_CONF={configuration}", $"SLURMD_NODENAME={node}")));

            cluster.KillTask(job, 1);
            await cluster.WaitAsync("the killed task counts as failed", async () => Lines(await cluster.QueueAsync(), "FAILED").Count() == 1, TimeSpan.FromSeconds(60));
        }

        Assert.Empty(Processes.With($"SLURM_CONF={configuration}"));
        Assert.False(File.Exists(configuration));
    }

    private static IEnumerable<string> Lines(string text, string word) => text.Split('\n').Where(line => line.Contains(word, StringComparison.Ordinal));
}
