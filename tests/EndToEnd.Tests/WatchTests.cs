using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.EndToEnd.Tests;

/// <summary>A watcher beside real training: it sees what is there and disturbs nothing.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private static readonly string TinyPlan = Path.Combine(AppContext.BaseDirectory, "tiny.json");

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-watch-").FullName;

    private string Results => Path.Combine(_folder, "results");

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
    public async Task Runs_that_are_made_are_seen_running_and_then_stopped()
    {
        // Too long to end before it is looked at.
        var plan = Path.Combine(_folder, "long.json");
        await File.WriteAllTextAsync(plan, (await File.ReadAllTextAsync(TinyPlan)).Replace("\"epochs\": 3", "\"epochs\": 2000", StringComparison.Ordinal));
        var during = (ExitCode: -1, Output: "");
        var (exitCode, output) = await Programs.ExperimentsDisturbed(
            "epoch   1/2000",
            coordinator =>
            {
                during = Watch("--plan", "tiny", "--once").GetAwaiter().GetResult();
                Programs.Send(coordinator, Programs.Terminate);
            },
            "train",
            "--plan",
            plan,
            "--results",
            Results);
        Assert.True(exitCode == 128 + Programs.Terminate, output);
        Assert.Equal(0, during.ExitCode);
        Assert.Matches(@"seed-\d +running   epoch +\d+/2000  train error", during.Output);
        Assert.Equal(4, during.Output.Trim().Split('\n').Length);

        (exitCode, output) = await Watch("--plan", plan, "--once");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"seed-\d +stopped   epoch +\d+/2000", output);
        Assert.DoesNotContain("running", output, StringComparison.Ordinal);

        // It would wait for the plan to go on; a signal ends it without a fault.
        (exitCode, output) = await Programs.ExperimentsDisturbed("stopped", watcher => Programs.Send(watcher, Programs.Terminate), "watch", "--results", Results);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Watching_ends_when_all_runs_have_ended_and_tells_a_failure_by_its_exit_code()
    {
        var (exitCode, output) = await Programs.Experiments("train", "--plan", TinyPlan, "--results", Results);
        Assert.True(exitCode == 0, output);
        var layout = new ResultsLayout(Results, "tiny");
        var before = Directory.GetFileSystemEntries(layout.Folder, "*", SearchOption.AllDirectories).Order();
        (exitCode, output) = await Watch();
        Assert.True(exitCode == 0, output);
        Assert.Equal(4, output.Split("finished  epoch   3/3  train error").Length - 1);
        Assert.Contains("[4/4 runs, 100 %]", output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(layout.Folder, "*", SearchOption.AllDirectories).Order());
        Assert.DoesNotContain(before, path => Path.GetFileName(path) == "progress.json");

        var run = new RunId("plain-8", 1);
        File.Delete(layout.Run(run).Manifest);
        var failure = new FailureRecord { Schema = FailureRecord.SchemaName, Run = run, Attempts = 3, ExitCode = 139, Message = "It crashed." };
        RecordFile.Write(layout.Run(run).Failure, failure, HarnessJson.Default.FailureRecord);
        (exitCode, output) = await Watch();
        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED: It crashed.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quick", "the plan 'quick' was not started there")]
    [InlineData("auto", "There are no results in")]
    public async Task A_folder_without_results_is_one_sentence(string plan, string sentence)
    {
        var (exitCode, output) = await Watch("--plan", plan);
        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> Watch(params string[] arguments) => Programs.Experiments(["watch", "--results", Results, .. arguments]);
}
