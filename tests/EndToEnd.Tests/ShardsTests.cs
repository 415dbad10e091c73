using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;

namespace Harness.EndToEnd.Tests;

/// <summary>The plan, made once by one process: what every division of it has to come to.</summary>
public sealed class UndividedPlan : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("harness-shards-").FullName;

    public string Results => Path.Combine(Folder, "undivided");

    public async Task InitializeAsync()
    {
        await Programs.RequireSuccess(Programs.Experiments("data"));
        await Programs.RequireSuccess(Programs.Experiments(ShardsTests.Train(Results)));
        await ShardsTests.ReportAsync(Results);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>A plan that several processes make, each a part of it, with real training.</summary>
public sealed class ShardsTests(UndividedPlan undivided) : IClassFixture<UndividedPlan>
{
    private static readonly string TinyPlan = Path.Combine(AppContext.BaseDirectory, "tiny.json");
    private static readonly Plan Plan = Plan.Read(TinyPlan);

    [Fact]
    public async Task Shards_that_share_a_results_folder_end_as_the_undivided_plan()
    {
        var results = Place("shared");
        var both = await Task.WhenAll(Programs.Experiments(Train(results, "--shard", "1/2")), Programs.Experiments(Train(results, "--shard", "2/2")));
        Assert.All(both, shard => Assert.True(shard.ExitCode == 0, shard.Output));
        Assert.All(both, shard => Assert.Contains("2 of 2 runs to make", shard.Output, StringComparison.Ordinal));
        RequireSameRuns(results);

        var (exitCode, output) = await Programs.Experiments(Train(results));
        Assert.Equal(0, exitCode);
        Assert.Contains("All 4 runs of 'tiny' are finished", output, StringComparison.Ordinal);
        (exitCode, output) = await Programs.Experiments("status", "--plan", "tiny", "--results", results);
        Assert.Equal(0, exitCode);
        Assert.Contains("4 runs: 4 finished.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_of_two_folders_that_are_merged_end_as_the_undivided_plan()
    {
        string[] places = [Place("first"), Place("second")];
        await Programs.RequireSuccess(Programs.Experiments(Train(places[0], "--shard", "1/2")));
        await Programs.RequireSuccess(Programs.Experiments(Train(places[1], "--shard", "2/2")));
        var merged = Place("merged");
        await Programs.RequireSuccess(Programs.Reporting("merge", Path.Combine(places[0], "tiny"), Path.Combine(places[1], "tiny"), "--into", Path.Combine(merged, "tiny")));
        await ReportAsync(merged);

        RequireSameRuns(merged);
        Assert.Equal(Verdicts(undivided.Results), Verdicts(merged));
    }

    [Fact]
    public async Task Two_halves_of_one_set_of_results_give_its_report_byte_for_byte_when_they_are_merged()
    {
        string[] halves = [Place("half-1"), Place("half-2")];
        foreach (var (run, index) in Plan.Expand().Select((run, index) => (run, index)))
        {
            Copy(Layout(undivided.Results).Run(run).Folder, Layout(halves[index % 2]).Run(run).Folder);
        }

        foreach (var half in halves.Select(Layout))
        {
            File.Copy(Layout(undivided.Results).Plan, half.Plan);
        }

        var merged = Place("pooled");
        await Programs.RequireSuccess(Programs.Reporting("merge", Layout(halves[0]).Folder, Layout(halves[1]).Folder, "--into", Layout(merged).Folder));
        await ReportAsync(merged);

        foreach (var file in new Func<ResultsLayout, string>[]
        {
            layout => layout.Analysis, layout => layout.Verdicts, layout => layout.Checklist, layout => layout.Showcase, layout => layout.ReportMarkdown, layout => layout.ReportHtml, layout => layout.ReportPdf,
        })
        {
            Assert.True(
                ContentDigest.OfFile(file(Layout(undivided.Results))) == ContentDigest.OfFile(file(Layout(merged))),
                $"{file(Layout(merged))} is not the undivided plan's.");
        }
    }

    [Fact]
    public async Task A_run_that_another_process_makes_is_waited_for_and_its_record_left_alone()
    {
        var results = Place("twice");
        var second = Task.FromResult((ExitCode: -1, Output: ""));
        var (exitCode, output) = await Programs.ExperimentsDisturbed(
            "epoch   1/3", _ => second = Programs.Experiments(Train(results, "--run", "plain-8/seed-1")), Train(results, "--run", "plain-8/seed-1"));

        Assert.True(exitCode == 0, output);
        var (secondCode, secondOutput) = await second;
        Assert.True(secondCode == 0, secondOutput);
        var manifest = Manifest(results, new RunId("plain-8", 1));
        Assert.Equal(1, manifest.Attempts);
        RequireWhole(results, new RunId("plain-8", 1));
    }

    [Fact]
    public async Task A_process_that_has_lost_its_run_stops_and_changes_nothing()
    {
        var results = Place("lost");
        var run = new RunId("resnet-8", 1);
        // What a newer process does first, where the lock of the older one is not seen.
        var (exitCode, output) = await Programs.ExperimentsDisturbed(
            "epoch   1/3", _ => File.WriteAllText(Layout(results).Run(run).Owner, "another"), Train(results, "--run", run.ToString()));

        Assert.Equal(75, exitCode);
        Assert.Contains("another process has taken it over", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Layout(results).Run(run).Failure));
        await Programs.RequireSuccess(Programs.Experiments(Train(results, "--run", run.ToString())));
        RequireWhole(results, run);
        Assert.Equal(Digest(undivided.Results, run), Digest(results, run));
    }

    [Fact]
    public async Task Everything_of_a_cell_is_killed_and_no_more_is_lost_than_since_its_checkpoint()
    {
        var results = Place("killed");
        var run = new RunId("resnet-8", 2);
        await Programs.ExperimentsDisturbed(
            "epoch   2/3",
            coordinator =>
            {
                foreach (var process in Programs.ChildrenOf(coordinator).Append(coordinator))
                {
                    Programs.Send(process, Programs.KillSignal);
                }
            },
            [.. Train(results, "--run", run.ToString()), "--checkpoint-every", "0"]);
        // Killed when two epochs of seven steps were told of, with a checkpoint after every step.
        var saved = StepsIn(Layout(results).Run(run).Checkpoint);
        Assert.InRange(saved, 13, 20);

        var (exitCode, output) = await Programs.Experiments([.. Train(results, "--run", run.ToString())]);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"goes on at step {saved} of 21", output, StringComparison.Ordinal);
        Assert.Equal(2, Manifest(results, run).Attempts);
        Assert.Equal(Digest(undivided.Results, run), Digest(results, run));
    }

    [Fact]
    public async Task A_worker_whose_coordinator_is_killed_saves_and_ends()
    {
        var results = Place("orphaned");
        var run = new RunId("plain-8", 2);
        await Programs.ExperimentsDisturbed(
            "epoch   1/3", coordinator => Programs.Send(coordinator, Programs.KillSignal), [.. Train(results, "--run", run.ToString()), "--checkpoint-every", "600"]);
        // The lock is the worker's for as long as it lives.
        while (FolderLock.IsHeld(Layout(results).Run(run).Lock))
        {
            await Task.Delay(50);
        }

        Assert.False(File.Exists(Layout(results).Run(run).Manifest));
        // It was told of seven steps, and no checkpoint was due in ten minutes.
        Assert.InRange(StepsIn(Layout(results).Run(run).Checkpoint), 7, 20);
    }

    [Fact]
    public async Task A_time_limit_saves_and_the_same_command_goes_on_to_the_same_bytes()
    {
        var results = Place("limited");
        var (exitCode, output) = await Programs.Experiments(Train(results, "--time-limit", "0.1"));
        Assert.Equal(75, exitCode);
        Assert.Contains("Time is up: ", output, StringComparison.Ordinal);
        (exitCode, _) = await Programs.Experiments("status", "--plan", "tiny", "--results", results);
        Assert.Equal(75, exitCode);

        await Programs.RequireSuccess(Programs.Experiments(Train(results, "--time-limit", "10")));
        RequireSameRuns(results);
    }

    [Fact]
    public async Task A_run_that_the_chosen_seeds_leave_out_is_refused_before_anything_starts()
    {
        var (exitCode, output) = await Programs.Experiments(Train(Place("seeds"), "--seeds", "2", "--run", "plain-8/seed-1"));

        Assert.Equal(1, exitCode);
        Assert.Contains("has no run plain-8/seed-1. Its runs: plain-8/seed-2, resnet-8/seed-2.", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place("seeds")));
    }

    internal static string[] Train(string results, params string[] more) => ["train", "--plan", TinyPlan, "--results", results, .. more];

    internal static async Task ReportAsync(string results)
    {
        await Programs.RequireSuccess(Programs.Experiments("export", "--plan", TinyPlan, "--results", results));
        foreach (var verb in new[] { "analyse", "judge", "checklist", "render" })
        {
            await Programs.RequireSuccess(Programs.Reporting(verb, "--plan", "tiny", "--results", results));
        }
    }

    private static ResultsLayout Layout(string results) => new(results, "tiny");

    private string Place(string name) => Path.Combine(undivided.Folder, name);

    private void RequireSameRuns(string results)
    {
        foreach (var run in Plan.Expand())
        {
            RequireWhole(results, run);
            Assert.Equal(Digest(undivided.Results, run), Digest(results, run));
        }
    }

    private static RunManifest Manifest(string results, RunId run) => RecordFile.Read(Layout(results).Run(run).Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);

    private static void RequireWhole(string results, RunId run)
    {
        var folder = Layout(results).Run(run);
        Assert.All(Manifest(results, run).Files, file => Assert.Equal(file.Sha256, ContentDigest.OfFile(Path.Combine(folder.Folder, file.Path))));
        Assert.False(File.Exists(folder.Owner));
        Assert.False(Directory.Exists(folder.CheckpointFolder));
    }

    /// <summary>Of everything that does not hold times.</summary>
    private static string Digest(string results, RunId run) =>
        string.Join('\n', Manifest(results, run).Files.Where(file => file.Path != RunLayout.MetricsName).Select(file => $"{file.Path} {file.Sha256}"));

    private static List<(string, Verdict)> Verdicts(string results) =>
        [.. RecordFile.Read(Layout(results).Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName).Verdicts.Select(verdict => (verdict.Claim, verdict.Verdict))];

    private static int StepsIn(string checkpoint)
    {
        var header = SafetensorsFile.Read(checkpoint).Metadata;
        return (7 * int.Parse(header["epoch"], CultureInfo.InvariantCulture)) + int.Parse(header["step_in_epoch"], CultureInfo.InvariantCulture);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from))
        {
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
        }
    }
}
