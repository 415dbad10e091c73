namespace Harness.EndToEnd.Tests;

/// <summary>The Train target's own part, stopped as batch systems and CI runners stop it: Cake alone gets the signal.</summary>
public sealed class TrainTargetTests : IDisposable
{
    private readonly string _results = Directory.CreateTempSubdirectory("harness-cake-").FullName;

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task A_terminated_cake_lets_training_save_and_the_same_command_goes_on()
    {
        var (exitCode, output) = await Programs.Experiments("data");
        Assert.True(exitCode == 0, output);
        string[] train = ["--target=Train", "--exclusive", $"--plan={Path.Combine(AppContext.BaseDirectory, "tiny.json")}", $"--results={_results}"];

        (exitCode, output) = await Programs.CakeDisturbed("epoch   1/3", cake => Programs.Send(cake, Programs.Terminate), train);
        Assert.Equal(1, exitCode);
        Assert.Contains("everything is saved", output, StringComparison.Ordinal);
        Assert.Contains("Stopped. What was finished is kept; run the same command again to go on.", output, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetDirectories(_results, "checkpoint", SearchOption.AllDirectories));

        (exitCode, output) = await Programs.Cake(train);
        Assert.True(exitCode == 0, output);
        Assert.Empty(Directory.GetDirectories(_results, "checkpoint", SearchOption.AllDirectories));
    }
}
