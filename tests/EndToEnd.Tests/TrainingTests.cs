using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.EndToEnd.Tests;

/// <summary>Real CIFAR-10, the real libtorch and real signals, with a plan that takes seconds. The first test on a machine fetches the data.</summary>
public sealed class TrainingTests : IAsyncLifetime
{
    private static readonly string TinyPlan = Path.Combine(AppContext.BaseDirectory, "tiny.json");

    private const int Abort = 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-training-").FullName;

    public async Task InitializeAsync()
    {
        var (exitCode, output) = await Programs.Experiments("data");
        Assert.True(exitCode == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_whole_path_from_plan_to_report_and_nothing_is_done_twice()
    {
        var results = Path.Combine(_folder, "results");
        var (exitCode, output) = await Train(results);
        Assert.True(exitCode == 0, output);
        Assert.Contains("epoch   3/3  train error", output, StringComparison.Ordinal);

        (exitCode, output) = await Train(results);
        Assert.Equal(0, exitCode);
        Assert.Contains("All 4 runs of 'tiny' are finished", output, StringComparison.Ordinal);

        foreach (var verb in new[] { "analyse", "judge", "checklist", "render" })
        {
            (exitCode, output) = await Programs.Reporting(verb, "--plan", "tiny", "--results", results);
            Assert.True(exitCode == 0, output);
        }

        var layout = new ResultsLayout(results, "tiny");
        foreach (var run in Plan.Read(TinyPlan).Expand().Select(layout.Run))
        {
            var final = RecordFile.Read(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName).Final!;
            Assert.Equal(final.TestError, PredictionsFile.Read(run.Predictions).Errors / 10_000.0);
        }

        Assert.Equal("%PDF-"u8.ToArray(), (await File.ReadAllBytesAsync(layout.ReportPdf))[..5]);
        Assert.True(File.Exists(layout.ReportHtml) && File.Exists(layout.ReportMarkdown));
    }

    [Fact]
    public async Task Interrupted_and_killed_training_goes_on_and_ends_with_the_same_bytes()
    {
        var undisturbed = Path.Combine(_folder, "undisturbed");
        var (exitCode, output) = await Train(undisturbed);
        Assert.True(exitCode == 0, output);

        var disturbed = Path.Combine(_folder, "disturbed");
        // Event files are no part of a run: with them it ends with the same bytes.
        (exitCode, output) = await Programs.ExperimentsDisturbed(
            "epoch   1/3", coordinator => Programs.Send(coordinator, Programs.Terminate), Arguments(disturbed, "--tensorboard"));
        Assert.Equal(128 + Programs.Terminate, exitCode);
        Assert.Contains("everything is saved", output, StringComparison.Ordinal);
        (exitCode, _) = await Programs.ExperimentsDisturbed("epoch   2/3", coordinator => Programs.Send(coordinator, Programs.KillSignal), Arguments(disturbed, "--tensorboard"));
        Assert.Equal(128 + Programs.KillSignal, exitCode);
        // At once, while the killed coordinator's workers may still be saving.
        (exitCode, output) = await Programs.ExperimentsDisturbed(
            "epoch   3/3", coordinator => Programs.Send(Programs.ChildrenOf(coordinator)[0], Programs.KillSignal), Arguments(disturbed, "--workers-per-device", "1", "--tensorboard"));
        Assert.True(exitCode == 0, output);
        Assert.Contains("starting it again from its checkpoint", output, StringComparison.Ordinal);

        foreach (var run in Plan.Read(TinyPlan).Expand())
        {
            var first = new ResultsLayout(undisturbed, "tiny").Run(run);
            var second = new ResultsLayout(disturbed, "tiny").Run(run);
            Assert.Equal(ContentDigest.OfFile(first.Weights), ContentDigest.OfFile(second.Weights));
            Assert.Equal(ContentDigest.OfFile(first.Evaluation), ContentDigest.OfFile(second.Evaluation));
            Assert.Equal(ContentDigest.OfFile(first.Predictions), ContentDigest.OfFile(second.Predictions));
            Assert.Equal(MetricsWithoutTimes(first), MetricsWithoutTimes(second));
            Assert.False(Directory.Exists(second.CheckpointFolder));
            Assert.False(Directory.Exists(first.TensorBoard));
            // A header, four values for each of the three epochs and two for each of the two evaluations: nothing twice.
            Assert.Equal(1 + (3 * 4) + (2 * 2), CountEvents(Assert.Single(Directory.GetFiles(second.TensorBoard))));
        }
    }

    // What a fault inside libtorch does: the worker's process ends by a signal of its own making.
    [Theory]
    [InlineData(11)]
    [InlineData(Abort)]
    public async Task A_worker_that_crashes_again_and_again_is_given_up_and_loses_nothing(int signal)
    {
        var results = Path.Combine(_folder, "results");
        string[] order = Arguments(results, "--run", "plain-8/seed-1", "--checkpoint-every", "0");
        var (exitCode, output) = await Programs.ExperimentsDisturbedEachTime(
            ["epoch   1/3", "goes on at step"], coordinator => Crash(Programs.ChildrenOf(coordinator)[0], signal), order);
        Assert.Equal(1, exitCode);
        Assert.Contains("starting it again from its checkpoint (2 of 2 restarts)", output, StringComparison.Ordinal);
        // Within managed code the runtime makes an exception of a SIGSEGV, which nobody catches: then it aborts.
        Assert.True(new[] { signal, Abort }.Any(last => output.Contains($"was given up after 3 start(s), exit code {128 + last}.", StringComparison.Ordinal)), output);
        var run = new ResultsLayout(results, "tiny").Run(new RunId("plain-8", 1));
        Assert.Equal(3, RecordFile.Read(run.Failure, HarnessJson.Default.FailureRecord, FailureRecord.SchemaName).Attempts);

        output = await Programs.RequireSuccess(Programs.Experiments(order));
        Assert.Contains("goes on at step", output, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Failure));
        // A start that was over before its first checkpoint leaves no trace.
        Assert.InRange(RecordFile.Read(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName).Attempts, 2, 4);
    }

    // What a worker of this plan may write to is about a gigabyte; the coordinator's is less than 200 MB. Where the memory ends, and who says so (the loader, .NET, libtorch, one
    // of its libraries, nobody), differs from limit to limit and from call to call.
    [Theory]
    [InlineData(250)]
    [InlineData(425)]
    [InlineData(600)]
    public async Task A_worker_that_gets_no_memory_is_given_up_with_what_to_do_and_goes_on_when_there_is_some(int megabytes)
    {
        var results = Path.Combine(_folder, "results");
        string[] order = Arguments(results, "--run", "plain-8/seed-1");
        var (exitCode, output) = await Programs.Run("prlimit", [$"--data={megabytes}000000", .. Programs.ExperimentsWords, .. order]);
        Assert.Equal(1, exitCode);
        Assert.True(output.Contains("Memory may have run out", StringComparison.Ordinal), output);
        Assert.Contains("Make fewer runs side by side (--workers-per-device 1)", output, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^ *(at |--- End)", output);

        await Programs.RequireSuccess(Programs.Experiments(order));
        Assert.False(File.Exists(new ResultsLayout(results, "tiny").Run(new RunId("plain-8", 1)).Failure));
    }

    [Fact]
    public async Task A_second_coordinator_is_refused_while_the_first_works_and_the_first_is_not_disturbed()
    {
        var results = Path.Combine(_folder, "results");
        (int ExitCode, string Output) second = default;
        var (exitCode, output) = await Programs.ExperimentsDisturbed("epoch   1/3", _ => second = Programs.Experiments(Arguments(results)).GetAwaiter().GetResult(), Arguments(results));
        Assert.True(exitCode == 0, output);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal($"experiments: Another process is making runs of 'tiny' in {Path.Combine(results, "tiny")}. Wait for it, or stop it first.\n", second.Output);
        Assert.Contains("All 4 runs of 'tiny' are finished", await Programs.RequireSuccess(Programs.Experiments(Arguments(results))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_killed_interrupted_and_denied_space_at_random_instants_end_with_the_bytes_of_undisturbed_ones()
    {
        // Two runs: a copy is made again and again until enough was done to it.
        var plan = Path.Combine(_folder, "soak.json");
        RecordFile.Write(plan, Plan.Read(TinyPlan) with { Seeds = [1] }, HarnessJson.Default.Plan);
        var (exitCode, output) = await SmallDisk.RunAsync(
            Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName,
            "48m",
            disk => [.. Programs.ExperimentsWords, "soak", "--plan", plan, "--faults", "5", "--folder", _folder, .. disk is null ? Array.Empty<string>() : ["--small-disk", disk]]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("fault    5: ", output, StringComparison.Ordinal);
        Assert.Matches("all +5 +5\n", output);
        Assert.Contains("byte-identical to those of the undisturbed plan. Lost: 0. Made again: 0. Left behind: nothing.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_core_and_all_cores_give_the_same_weights_and_a_run_verifies_loss_by_loss()
    {
        var all = Path.Combine(_folder, "all");
        var (exitCode, output) = await Train(all);
        Assert.True(exitCode == 0, output);
        var one = Path.Combine(_folder, "one");
        (exitCode, output) = await Programs.ExperimentsOnOneCore(Arguments(one));
        Assert.True(exitCode == 0, output);
        Assert.Contains("1 at a time", output, StringComparison.Ordinal);
        foreach (var run in Plan.Read(TinyPlan).Expand())
        {
            Assert.Equal(ContentDigest.OfFile(new ResultsLayout(all, "tiny").Run(run).Weights), ContentDigest.OfFile(new ResultsLayout(one, "tiny").Run(run).Weights));
        }

        (exitCode, output) = await Programs.Experiments("verify", "--plan", TinyPlan, "--results", all, "--run", "resnet-8/seed-2");
        Assert.True(exitCode == 0, output);
        Assert.Contains("All 21 losses are equal, bit for bit", output, StringComparison.Ordinal);
        Assert.Contains("The final weights have the recorded digest", output, StringComparison.Ordinal);
        (exitCode, output) = await Programs.Experiments("verify", "--plan", TinyPlan, "--results", _folder, "--run", "resnet-8/seed-2");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("experiments: There is no ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_result_is_set_aside_and_made_again()
    {
        var results = Path.Combine(_folder, "results");
        var (exitCode, output) = await Train(results);
        Assert.True(exitCode == 0, output);
        var run = new ResultsLayout(results, "tiny").Run(new RunId("plain-8", 1));
        var digest = ContentDigest.OfFile(run.Weights);
        var bytes = await File.ReadAllBytesAsync(run.Weights);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(run.Weights, bytes);

        (exitCode, output) = await Train(results);
        Assert.True(exitCode == 0, output);
        Assert.Contains("weights.safetensors does not have the digest", output, StringComparison.Ordinal);
        Assert.True(output.Contains("1 of 4 runs to make", StringComparison.Ordinal), output);
        Assert.Equal(digest, ContentDigest.OfFile(run.Weights));
        Assert.NotEmpty(Directory.GetDirectories(new ResultsLayout(results, "tiny").Superseded));
    }

    [Fact]
    public async Task A_run_whose_loss_is_no_number_any_more_is_a_result_called_diverged()
    {
        var plan = Path.Combine(_folder, "wild.json");
        await File.WriteAllTextAsync(plan, (await File.ReadAllTextAsync(TinyPlan)).Replace("\"learning_rate\": 0.05", "\"learning_rate\": 1e30", StringComparison.Ordinal));
        var results = Path.Combine(_folder, "results");
        var (exitCode, output) = await Programs.Experiments("train", "--plan", plan, "--results", results);
        Assert.True(exitCode == 0, output);
        Assert.Contains("diverged", output, StringComparison.Ordinal);

        (exitCode, output) = await Programs.Experiments("train", "--plan", plan, "--results", results);
        Assert.Equal(0, exitCode);
        Assert.Contains("there is nothing to train", output, StringComparison.Ordinal);

        (exitCode, output) = await Programs.Reporting("analyse", "--plan", "tiny", "--results", results);
        Assert.True(exitCode == 0, output);
        var analysis = RecordFile.Read(new ResultsLayout(results, "tiny").Analysis, HarnessJson.Default.AnalysisRecord, AnalysisRecord.SchemaName);
        Assert.All(analysis.Runs, run => Assert.Equal(RunState.Diverged, run.State));
        Assert.All(analysis.Runs, run => Assert.False(File.Exists(new ResultsLayout(results, "tiny").Run(run.Run).Predictions)));
    }

    [Theory]
    [InlineData("qiuck", "There is no plan 'qiuck'")]
    [InlineData("missing.json", "There is no missing.json")]
    public async Task A_plan_that_is_not_there_is_one_sentence(string plan, string sentence)
    {
        var (exitCode, output) = await Programs.Experiments("train", "--plan", plan, "--results", _folder);
        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_results_folder_that_cannot_be_written_is_one_sentence()
    {
        // A file in its place stops every user, root included.
        var results = Path.Combine(_folder, "results");
        await File.WriteAllTextAsync(results, "");
        var (exitCode, output) = await Train(results);
        Assert.Equal(1, exitCode);
        Assert.Contains("Cannot write to", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>The runtime's own handler takes the first for a fault that will come again when the instruction is repeated, and steps aside; a sent one has to be sent again.</summary>
    private static void Crash(int process, int signal)
    {
        Programs.Send(process, signal);
        Thread.Sleep(100);
        Programs.Send(process, signal);
    }

    private static Task<(int ExitCode, string Output)> Train(string results) => Programs.Experiments(Arguments(results));

    private static string[] Arguments(string results, params string[] more) => ["train", "--plan", TinyPlan, "--results", results, .. more];

    /// <summary>The framing of TFRecord: the data's length, its checksum, the data, their checksum.</summary>
    private static int CountEvents(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var count = 0;
        for (; reader.BaseStream.Position < reader.BaseStream.Length; count++)
        {
            var length = reader.ReadInt64();
            reader.BaseStream.Seek(sizeof(uint) + length + sizeof(uint), SeekOrigin.Current);
        }

        return count;
    }

    private static List<MetricRecord> MetricsWithoutTimes(RunLayout run) =>
    [
        .. File.ReadLines(run.Metrics)
            .Select(line => JsonSerializer.Deserialize(line, HarnessJson.Compact.MetricRecord)! with { ImagesPerSecond = 0, ElapsedSeconds = 0 }),
    ];
}
