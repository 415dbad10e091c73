using System.Diagnostics;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Soaking;

namespace Harness.Experiments.Tests.Soaking;

/// <summary>A judge that cannot find anything would prove nothing: shell scripts stand for coordinators with faults.</summary>
public sealed class DisturbedCopyTests : IDisposable
{
    private static readonly SoakLimit Over = new(Faults: 0, Time: null);

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly Plan _plan = SyntheticPlan.Tiny() with { Seeds = [1], Arms = [SyntheticPlan.Tiny().Arms[0]] };

    private string Manifest => new ResultsLayout(_folder, _plan.Name).Run(_plan.Expand()[0]).Manifest;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_coordinator_that_ends_well_leaves_nothing_to_say() => Assert.Empty(await MakeAsync(Over, "true"));

    [Fact]
    public async Task An_exit_code_that_no_fault_explains_is_named_with_the_last_words() =>
        Assert.Equal("exit code 3 is not explained by the faults (none): no idea", Assert.Single(await MakeAsync(Over, "echo no idea; exit 3")));

    [Fact]
    public async Task A_stack_trace_is_found() =>
        Assert.Equal("a stack trace: Unhandled exception. System.Exception", Assert.Single(await MakeAsync(Over, "echo 'Unhandled exception. System.Exception'; echo '   at Main()'")));

    [Fact]
    public async Task A_kill_explains_its_exit_code_and_the_same_command_is_given_again()
    {
        // The first is killed while it waits; the second finds a file there, and ends.
        Assert.Empty(await MakeAsync(new SoakLimit(Faults: 1, Time: null), "test -e once || { touch once; exec sleep 100; }"));
        Assert.True(File.Exists(Path.Combine(_folder, "once")));
    }

    [Fact]
    public async Task A_finished_run_that_is_made_again_or_lost_is_found()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Manifest)!);
        var waits = $"test -e '{Manifest}' || {{ echo first > '{Manifest}'; exec sleep 100; }}";
        Assert.Equal($"{_plan.Expand()[0]} was finished, and was made again.", Assert.Single(await MakeAsync(new SoakLimit(Faults: 1, Time: null), $"{waits}; echo second > '{Manifest}'")));
        File.Delete(Manifest);
        Assert.Equal($"{_plan.Expand()[0]} was finished, and is lost.", Assert.Single(await MakeAsync(new SoakLimit(Faults: 1, Time: null), $"{waits}; rm '{Manifest}'")));
    }

    /// <summary>The folder is a word of the command line, as it is for the trainer.</summary>
    private Task<IReadOnlyList<string>> MakeAsync(SoakLimit limit, string script)
    {
        Coordinator Start() => new(
            new ProcessStartInfo("sh", ["-c", script, "coordinator", _folder]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true },
            TimeProvider.System);
        var schedule = new FaultSchedule(seed: 1, limit, disk: null, TextWriter.Null, TimeProvider.System);
        return new DisturbedCopy("copy", _plan, _folder, Start).MakeAsync(schedule, TimeSpan.FromSeconds(0.5), CancellationToken.None);
    }
}
