using System.Diagnostics;
using System.Runtime.Versioning;
using Harness.Contracts;

namespace Harness.Experiments.Tests.Clusters;

/// <summary>The scripts that Slurm runs, in a real shell; a script that writes down its call stands in for scontrol and for the trainer.</summary>
[SupportedOSPlatform("linux")]
public sealed class ScriptsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-scripts-").FullName;

    public ScriptsTests()
    {
        File.WriteAllText(Path.Combine(_folder, "cells.tsv"), "cell\truns\twork_percent\n1\tresnet-8/seed-1\t60.00\n2\tplain-8/seed-1 plain-8/seed-2\t40.00\n");
        Script("scontrol", "echo \"scontrol $*\" >> calls");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Calls => File.Exists(Path.Combine(_folder, "calls")) ? File.ReadAllText(Path.Combine(_folder, "calls")) : "";

    [Fact]
    public async Task A_task_makes_the_runs_of_its_line_and_ends_as_the_trainer_does()
    {
        var trainer = Script("trainer", "printf '%s\\n' \"$@\" >> calls; exit 7");

        var (exitCode, output) = await TrainAsync(task: 2, mark: null, signal: "", trainer, "train", "--results", "a folder");

        Assert.Equal(7, exitCode);
        Assert.Equal("train\n--results\na folder\n--run\nplain-8/seed-1\n--run\nplain-8/seed-2\n", Calls);
        Assert.Contains("task 2 on n1, start 1: plain-8/seed-1 plain-8/seed-2", output, StringComparison.Ordinal);
    }

    [Theory]
    // Near its limit it goes back to the queue by itself, as often as is allowed; a job that somebody cancels does not.
    [InlineData("USR1", 0, "scontrol requeue 12_1\n")]
    [InlineData("USR1", 4, "scontrol requeue 12_1\n")]
    [InlineData("USR1", 5, "")]
    [InlineData("TERM", 0, "")]
    public async Task A_signal_reaches_the_trainer_which_saves_before_the_task_ends(string signal, int restarts, string call)
    {
        var trainer = Script("trainer", "trap 'sleep 0.3; echo saved; kill $!; exit 143' TERM; sleep 60 & echo ready; wait");

        var (exitCode, output) = await TrainAsync(task: 1, mark: "ready", signal, trainer, restarts: restarts);

        Assert.Equal(143, exitCode);
        Assert.Contains("\nsaved\n", output, StringComparison.Ordinal);
        Assert.Equal(call, Calls);
    }

    [Fact]
    public async Task A_task_that_finishes_in_spite_of_the_signal_does_not_go_back()
    {
        var trainer = Script("trainer", "trap 'kill $!; exit 0' TERM; sleep 60 & echo ready; wait");

        var (exitCode, _) = await TrainAsync(task: 1, mark: "ready", "USR1", trainer);

        Assert.Equal(0, exitCode);
        Assert.Equal("", Calls);
    }

    [Fact]
    public async Task The_reports_commands_run_in_turn_up_to_the_first_that_fails()
    {
        var (exitCode, output) = await RunAsync("collect.sbatch", [], null, "", "echo", "one and", "two", "--", "false", "--", "echo", "three");

        Assert.Equal(1, exitCode);
        Assert.Contains("\none and two\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nthree", output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> TrainAsync(int task, string? mark, string signal, string trainer, params string[] arguments) =>
        TrainAsync(task, mark, signal, trainer, restarts: 0, arguments);

    private Task<(int ExitCode, string Output)> TrainAsync(int task, string? mark, string signal, string trainer, int restarts, params string[] arguments)
    {
        var slurm = new Dictionary<string, string> { ["SLURM_ARRAY_TASK_ID"] = $"{task}", ["SLURM_ARRAY_JOB_ID"] = "12", ["SLURMD_NODENAME"] = "n1" };
        if (restarts > 0)
        {
            slurm["SLURM_RESTART_COUNT"] = $"{restarts}";
        }

        return RunAsync(SubmissionLayout.TrainScriptName, slurm, mark, signal, [Path.Combine(_folder, "cells.tsv"), "5", trainer, .. arguments]);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string script, Dictionary<string, string> environment, string? mark, string signal, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "Clusters", script), .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{_folder}:{start.Environment["PATH"]}";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output += line + "\n";
            if (line == mark)
            {
                using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
                await kill.WaitForExitAsync();
            }
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private string Script(string name, string lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/bash\n{lines}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
