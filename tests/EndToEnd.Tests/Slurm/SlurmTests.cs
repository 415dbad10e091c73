using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Contracts;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;

namespace Harness.EndToEnd.Tests.Slurm;

/// <summary>
/// A plan goes through a real Slurm, with real training: one cell is killed, one node dies, one cell runs into its time limit, and in the end everything is as if one machine
/// had made it.
/// </summary>
public sealed partial class SlurmTests : IDisposable
{
    private static readonly string PlanFile = Path.Combine(AppContext.BaseDirectory, "Slurm", "cluster.json");
    private static readonly Plan Plan = Plan.Read(PlanFile);
    private static readonly RunId Long = new("resnet-14", 1);

    // A slow machine needs minutes for what a fast one does in seconds; only a test that would fail waits to the end of it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-cluster-").FullName;

    private ResultsLayout Layout => new(Path.Combine(_folder, "cluster"), "cluster");

    private ResultsLayout Reference => new(Path.Combine(_folder, "one machine"), "cluster");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SlurmFact]
    public async Task A_killed_cell_a_dead_node_and_a_time_limit_change_nothing_of_what_a_plan_comes_to()
    {
        await Programs.RequireSuccess(Programs.Experiments("data"));
        await using var cluster = await SlurmCluster.StartAsync();
        try
        {
            await SubmitAsync(cluster);
            var reference = await DisturbAsync(cluster);
            await FinishAsync(cluster);
            await CompareAsync(cluster, reference);
            await LoseTheControllerAsync(cluster);
        }
        finally
        {
            // To be quoted, also where the test failed.
            await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "slurm-test.log"), cluster.Log);
        }
    }

    private async Task SubmitAsync(SlurmCluster cluster)
    {
        var site = Path.Combine(_folder, "site.json");
        await File.WriteAllTextAsync(
            site,
            """
            {
              "schema": "harness/slurm-site/1",
              "train": { "partition": "main", "gres": "gpu:1", "cpus_per_task": 1, "memory": "2G", "time_limit": "1", "options": ["--comment=reproduction"] },
              "collect": { "partition": "short" },
              "seconds_to_save": 30
            }
            """);
        string[] submit = ["submit", "--engine", "slurm", "--plan", PlanFile, "--results", Path.GetDirectoryName(Layout.Folder)!, "--backend", "cpu", "--checkpoint-every", "1", "--site", site];
        var (_, refused) = await CallAsync(cluster, [.. submit[..^2], "--site", PlanFile]);
        Assert.Contains("Expected 'harness/slurm-site/1'", refused, StringComparison.Ordinal);

        var (exitCode, output) = await CallAsync(cluster, submit);
        Assert.True(exitCode == 0, output);
        Assert.Contains("4 runs, 0 finished, 0 in Slurm's queue, 4 to submit.", output, StringComparison.Ordinal);
        (exitCode, output) = await CallAsync(cluster, submit);
        Assert.True(exitCode == 0, output);
        Assert.Contains("4 in Slurm's queue, 0 to submit.", output, StringComparison.Ordinal);

        var job = await cluster.CallAsync("scontrol", "show", "job", $"{Array(1)}_1", "--oneliner");
        Assert.All(new[] { "Partition=main", "gres:gpu:1", "TimeLimit=00:01:00", "Comment=reproduction", "MinMemoryNode=2G" }, option => Assert.Contains(option, job, StringComparison.Ordinal));
        Assert.Contains("Partition=short", await cluster.CallAsync("scontrol", "show", "job", $"{Report(1)}", "--oneliner"), StringComparison.Ordinal);
    }

    /// <summary>Cell 1 holds the long run, since it costs most.</summary>
    /// <returns>The same plan, which one machine makes while the cluster finds out that a node is gone.</returns>
    private async Task<Task> DisturbAsync(SlurmCluster cluster)
    {
        await cluster.WaitAsync("cell 2 has made an epoch", () => Task.FromResult(HasMetrics(RunOf(2))), Patience);
        cluster.KillTask(Array(1), 2);
        await cluster.WaitAsync("cell 2 counts as failed", async () => await StateAsync(cluster, 2) == "FAILED", Patience);

        await cluster.WaitAsync("cell 1 has saved before its time limit and gone back to the queue", () => Task.FromResult(LogOf(1).Contains("back to the queue (1 of 20)", StringComparison.Ordinal)), Patience);
        await cluster.WaitAsync("cell 1 goes on", () => Task.FromResult(Resumptions(1).Count == 1), Patience);
        await cluster.WaitAsync("cell 1 has saved again", () => Task.FromResult(StepsIn(Layout.Run(Long).Checkpoint) > Resumptions(1)[0]), Patience);
        var node = NodePattern().Matches(LogOf(1))[^1].Groups["node"].Value;
        cluster.KillNode(node);
        var saved = StepsIn(Layout.Run(Long).Checkpoint);
        cluster.Note($"the checkpoint of {Long} holds {saved} steps");
        var reference = Programs.RequireSuccess(Programs.Experiments("train", "--plan", PlanFile, "--results", Path.GetDirectoryName(Reference.Folder)!, "--backend", "cpu"));
        await cluster.WaitAsync("cell 1 goes on elsewhere", () => Task.FromResult(Resumptions(1).Count >= 2), Patience);
        Assert.Equal(saved, Resumptions(1)[1]);
        await cluster.StartNodeAsync(node);
        // One time limit is enough: with it, a slow machine would go back to the queue for each few seconds of training.
        await cluster.CallAsync("scontrol", "update", $"JobId={Array(1)}_1", "TimeLimit=30");
        return reference;
    }

    private async Task FinishAsync(SlurmCluster cluster)
    {
        await cluster.WaitAsync("the report of the first submission is there", async () => await StateAsync(cluster, Report(1)) == "COMPLETED", Patience);
        var (exitCode, output) = await StatusAsync(cluster);
        Assert.Equal(75, exitCode);
        Assert.Contains("4 runs: 1 stopped, 3 finished.", output, StringComparison.Ordinal);
        Assert.Matches($"{RunOf(2)} +stopped .* job {Array(1)}_2 FAILED", output);

        // The site's options are those of the submission before.
        (exitCode, output) = await CallAsync(cluster, "submit", "--engine", "slurm", "--plan", PlanFile, "--results", Path.GetDirectoryName(Layout.Folder)!, "--backend", "cpu");
        Assert.True(exitCode == 0, output);
        Assert.Contains("4 runs, 3 finished, 0 in Slurm's queue, 1 to submit.", output, StringComparison.Ordinal);
        await cluster.WaitAsync("the report of the second submission is there", async () => await StateAsync(cluster, Report(2)) == "COMPLETED", Patience);
        (exitCode, output) = await StatusAsync(cluster);
        Assert.True(exitCode == 0, output);
        (exitCode, output) = await CallAsync(cluster, "submit", "--engine", "slurm", "--plan", PlanFile, "--results", Path.GetDirectoryName(Layout.Folder)!);
        Assert.True(exitCode == 0, output);
        Assert.Contains("4 finished, 0 in Slurm's queue, 0 to submit.", output, StringComparison.Ordinal);
    }

    private async Task CompareAsync(SlurmCluster cluster, Task reference)
    {
        await reference;
        foreach (var verb in new[] { "analyse", "judge" })
        {
            await Programs.RequireSuccess(Programs.Reporting(verb, "--plan", "cluster", "--results", Path.GetDirectoryName(Reference.Folder)!));
        }

        foreach (var run in Plan.Expand())
        {
            Assert.Equal(ContentDigest.OfFile(Reference.Run(run).Weights), ContentDigest.OfFile(Layout.Run(run).Weights));
            Assert.Equal(DigestsOf(Reference, run), DigestsOf(Layout, run));
            cluster.Note($"{run}: {Manifest(Layout, run).Attempts} attempts; weights {ContentDigest.Abbreviate(ContentDigest.OfFile(Layout.Run(run).Weights))}, on one machine {ContentDigest.Abbreviate(ContentDigest.OfFile(Reference.Run(run).Weights))}");
        }

        Assert.Equal(VerdictsOf(Reference), VerdictsOf(Layout));
        Assert.True(File.Exists(Layout.ReportPdf) && File.Exists(Layout.ReportHtml));
        Assert.Contains("checked; no faults.", await File.ReadAllTextAsync(Layout.Submission(2).CollectLog), StringComparison.Ordinal);
    }

    private async Task LoseTheControllerAsync(SlurmCluster cluster)
    {
        cluster.KillController();
        var (exitCode, output) = await CallAsync(cluster, "status", "--engine", "slurm", "--plan", "cluster", "--results", Path.GetDirectoryName(Layout.Folder)!, "--timeout", "2");
        Assert.Equal(1, exitCode);
        Assert.Matches("experiments: squeue (did not finish within 2 seconds and was stopped|failed)", output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> CallAsync(SlurmCluster cluster, params string[] arguments)
    {
        var result = await Programs.ExperimentsOnCluster(cluster.Configuration, arguments);
        cluster.Note($"experiments {string.Join(' ', arguments)}\n{result.Output.TrimEnd()}\n(exit code {result.ExitCode})");
        return result;
    }

    private Task<(int ExitCode, string Output)> StatusAsync(SlurmCluster cluster) =>
        CallAsync(cluster, "status", "--engine", "slurm", "--plan", "cluster", "--results", Path.GetDirectoryName(Layout.Folder)!);

    /// <summary>The number of a submission's array.</summary>
    private long Array(int submission) => Submission(submission).ArrayJob;

    /// <summary>The number of the job that writes its report.</summary>
    private long Report(int submission) => Submission(submission).CollectJob!.Value;

    private SubmissionRecord Submission(int number) =>
        RecordFile.Read(Layout.Submission(number).Record, HarnessJson.Default.SubmissionRecord, SubmissionRecord.SchemaName);

    private RunId RunOf(int cell) => RunId.Parse(File.ReadLines(Layout.Submission(1).Cells).ElementAt(cell).Split('\t')[1]);

    private string LogOf(int cell) => Path.Combine(Layout.Submission(1).Logs, $"cell-{cell}.log") is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    private List<int> Resumptions(int cell) => [.. ResumptionPattern().Matches(LogOf(cell)).Select(match => int.Parse(match.Groups["step"].Value, CultureInfo.InvariantCulture))];

    private bool HasMetrics(RunId run) => File.Exists(Layout.Run(run).Metrics) && new FileInfo(Layout.Run(run).Metrics).Length > 0;

    private async Task<string> StateAsync(SlurmCluster cluster, int cell) => await StateAsync(cluster, $"{Array(1)}_{cell}");

    private static Task<string> StateAsync(SlurmCluster cluster, long job) => StateAsync(cluster, $"{job}");

    private static async Task<string> StateAsync(SlurmCluster cluster, string job) =>
        (await cluster.QueueAsync()).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(fields => fields is [var id, ..] && id == job)?[1] ?? "";

    private static int StepsIn(string checkpoint)
    {
        // 1,000 images in batches of 32.
        const int StepsPerEpoch = 32;
        var header = SafetensorsFile.Read(checkpoint).Metadata;
        return (StepsPerEpoch * int.Parse(header["epoch"], CultureInfo.InvariantCulture)) + int.Parse(header["step_in_epoch"], CultureInfo.InvariantCulture);
    }

    private static RunManifest Manifest(ResultsLayout layout, RunId run) => RecordFile.Read(layout.Run(run).Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);

    /// <summary>Of everything that does not hold times.</summary>
    private static List<string> DigestsOf(ResultsLayout layout, RunId run) =>
        [.. Manifest(layout, run).Files.Where(file => file.Path != RunLayout.MetricsName).Select(file => $"{file.Path} {file.Sha256}")];

    private static List<(string, Verdict)> VerdictsOf(ResultsLayout layout) =>
        [.. RecordFile.Read(layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName).Verdicts.Select(verdict => (verdict.Claim, verdict.Verdict))];

    [GeneratedRegex("goes on at step (?<step>[0-9]+) of ")]
    private static partial Regex ResumptionPattern();

    [GeneratedRegex("task 1 on (?<node>n[12]), start ")]
    private static partial Regex NodePattern();
}
