namespace Harness.EndToEnd.Tests;

/// <summary>The Train target's own part, as batch systems and CI runners use it: in shards, with a limit of time, and ended by a signal that Cake alone gets.</summary>
public sealed class TrainTargetTests : IAsyncLifetime
{
    private readonly string _results = Directory.CreateTempSubdirectory("harness-cake-").FullName;

    public async Task InitializeAsync()
    {
        var (exitCode, output) = await Programs.Experiments("data");
        Assert.True(exitCode == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_results, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_terminated_cake_lets_training_save_and_the_same_command_goes_on()
    {
        var train = Target("Train", _results);
        var (exitCode, output) = await Programs.CakeDisturbed("epoch   1/3", cake => Programs.Send(cake, Programs.Terminate), train);
        Assert.Equal(1, exitCode);
        Assert.Contains("everything is saved", output, StringComparison.Ordinal);
        Assert.Contains("Stopped. What was finished is kept; run the same command again to go on.", output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetDirectories(_results, "checkpoint", SearchOption.AllDirectories));

        (exitCode, output) = await Programs.Cake(train);
        Assert.True(exitCode == 0, output);
        Assert.Empty(Directory.GetDirectories(_results, "checkpoint", SearchOption.AllDirectories));
    }

    // Judge asks for the plan's name through Cake's own calls, which make one text of all arguments; Train starts its program with a list.
    [Theory]
    [InlineData("Judge")]
    [InlineData("Train")]
    public async Task A_name_with_quotes_spaces_and_backslashes_reaches_the_program_as_one_argument(string target)
    {
        var plan = Path.Combine(_results, "a \"plan\" --backend cuda\\.json");
        await File.WriteAllTextAsync(plan, "{}");
        var (exitCode, output) = await Programs.Cake($"--target={target}", "--exclusive", $"--plan={plan}", $"--results={_results}");
        Assert.Equal(1, exitCode);
        Assert.Contains($"experiments: {plan}, line 1 is not a harness/plan/1 record", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_time_ends_in_a_sentence_and_what_a_shard_made_is_merged()
    {
        var shards = Path.Combine(_results, "shards");
        // Two tenths of a second: over before the first worker is ready.
        var (exitCode, output) = await Programs.Cake(Target("Train", Path.Combine(shards, "1"), "--shard=1/2", "--time-limit=0.003"));
        Assert.Equal(1, exitCode);
        Assert.Contains("Time is up. What was made is saved; run the same command again to go on.", output, StringComparison.Ordinal);
        await Programs.RequireSuccess(Programs.Cake(Target("Train", Path.Combine(shards, "1"), "--shard=1/2", "--run=plain-8/seed-1")));
        output = await Programs.RequireSuccess(Programs.Cake(Target("Merge", _results, $"--from={shards}/*/tiny")));
        Assert.Contains("1 of 4 runs of 'tiny' are finished", output, StringComparison.Ordinal);
    }

    private static string[] Target(string name, string results, params string[] more) =>
        [$"--target={name}", "--exclusive", $"--plan={Path.Combine(AppContext.BaseDirectory, "tiny.json")}", $"--results={results}", .. more];
}
