namespace Harness.Build.Tests;

/// <summary>What a user gets for a slip: one sentence that names the way on, before anything long starts.</summary>
public sealed class CakeFaultsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cake-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("There is no target 'Trian'. Name one with --target=NAME: Clean, ", "--target=Trian")]
    [InlineData("No target was named. Name one with --target=NAME: Clean, ")]
    [InlineData("There is no argument --plam. Known arguments: --target, --plan, ", "--target=Train", "--plam=quick")]
    [InlineData("There is no plan 'quik'. Known plans: auto, ", "--target=Train", "--plan=quik")]
    [InlineData("There is no plan 'mine.json'. Known plans: auto, ", "--target=Train", "--plan=mine.json")]
    [InlineData("There is no backend 'gpu'. Known backends: auto, cpu, cuda, external.", "--target=Train", "--backend=gpu")]
    [InlineData("--backend=external needs --libtorch=DIR", "--target=Train", "--backend=external")]
    [InlineData("--workers-per-device=0 is no number of workers. Give 1 or more.", "--target=Train", "--workers-per-device=0")]
    [InlineData("There is no archive 'zip'. Known archives: gz, zst.", "--target=Publish", "--archive=zip")]
    [InlineData("--shard=9/8 names no shard. Expected I/N with I from 1 to N", "--target=Train", "--shard=9/8")]
    [InlineData("--seeds=1-x are no seeds. Expected numbers and ranges of them: 1-5 or 1,2,5.", "--target=Train", "--seeds=1-x")]
    [InlineData("--time-limit=soon is no number of minutes. Give more than 0", "--target=Train", "--time-limit=soon")]
    [InlineData("There is no engine 'pbs'. Known engines: slurm.", "--target=Submit", "--engine=pbs")]
    [InlineData("--cells=0 is no number of cells. Give 1 or more.", "--target=Submit", "--cells=0")]
    [InlineData("--at-most=-1 is no number of cells. Give 1 or more.", "--target=Submit", "--at-most=-1")]
    [InlineData("There is no file 'site.json', which --site names.", "--target=Submit", "--site=site.json")]
    [InlineData("Submit hands out the whole plan: leave --run, --shard and --time-limit away.", "--target=Submit", "--run=plain-8/seed-1", "--run=plain-8/seed-2")]
    [InlineData("Merge needs --from=PATTERN, the folders that hold the plan's results", "--target=Merge")]
    public void A_slip_is_named_with_what_would_be_right(string sentence, params string[] arguments)
    {
        var result = Cake.Run(arguments);

        Assert.Contains($"Error: {sentence}", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("Executing:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_without_folders_is_named_before_anything_is_merged()
    {
        var result = Cake.Run("--target=Merge", "--exclusive", "--plan=soak", $"--from={_folder.FullName}/*/soak");

        Assert.Contains($"Error: No folder matches --from={_folder.FullName}/*/soak. Expected folders of results", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("reporting.dll", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("node is not on the PATH; version 20 or later is needed.", "git")]
    [InlineData("git is not on the PATH; version 2 or later is needed.", "node")]
    public void A_missing_prerequisite_is_named(string sentence, string present)
    {
        Link("dotnet", Cake.Dotnet);
        Script(present, "echo v99.0.0");

        var result = Cake.Run(_folder.FullName, ["--target=Restore"]);

        Assert.Contains($"Error: {sentence}", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("Executing:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_needs_zstd_is_refused_where_there_is_none()
    {
        Link("dotnet", Cake.Dotnet);
        Script("git", "echo git version 2.39.5");
        Script("tar", "echo 'tar (GNU tar) 1.34'");

        var result = Cake.Run(_folder.FullName, ["--target=Publish", "--archive=zst"]);

        Assert.Contains("Error: zstd is not on the PATH; version 1 or later is needed.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Executing:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prerequisite_that_is_too_old_is_named_with_its_version()
    {
        Link("dotnet", Cake.Dotnet);
        Script("git", "echo git version 2.39.5");
        Script("node", "echo v18.19.0");

        var result = Cake.Run(_folder.FullName, ["--target=Restore"]);

        Assert.Contains("Error: node is version 18.19.0; version 20 or later is needed.", result.Errors, StringComparison.Ordinal);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder.FullName, name), target);

    private void Script(string name, string line)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
