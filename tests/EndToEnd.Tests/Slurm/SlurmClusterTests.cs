namespace Harness.EndToEnd.Tests.Slurm;

/// <summary>That the cluster of the tests behaves like one.</summary>
public sealed class SlurmClusterTests
{
    [SlurmFact]
    public async Task A_task_of_a_dead_node_goes_on_elsewhere_and_nothing_is_left_when_the_cluster_is_gone()
    {
        string configuration;
        await using (var cluster = await SlurmCluster.StartAsync())
        {
            configuration = cluster.Configuration;
            var job = long.Parse(await cluster.CallAsync("sbatch", "--parsable", "--array=1-2", "--requeue", "--output=/dev/null", "--wrap", "sleep 600"));
            await cluster.WaitAsync("both tasks run", async () => (await cluster.QueueAsync()).Split("RUNNING").Length == 3, TimeSpan.FromSeconds(30));

            cluster.KillNode("n2");
            cluster.KillTask(job, 1);
            await cluster.WaitAsync("the killed task has failed, and the other one is on the living node", async () =>
                await cluster.QueueAsync() is var queue && queue.Contains("FAILED", StringComparison.Ordinal) && Lines(queue, "RUNNING").SingleOrDefault() is { } line && line.Contains("n1", StringComparison.Ordinal), TimeSpan.FromSeconds(90));
        }

        Assert.Empty(Processes.With($"SLURM_CONF={configuration}"));
        Assert.False(File.Exists(configuration));
    }

    private static IEnumerable<string> Lines(string text, string word) => text.Split('\n').Where(line => line.Contains(word, StringComparison.Ordinal));
}
