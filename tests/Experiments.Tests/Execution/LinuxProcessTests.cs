using System.Diagnostics;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Execution;

public sealed class LinuxProcessTests
{
    [Fact]
    public void This_process_is_seen_with_what_it_holds()
    {
        var holdings = new LinuxProcess(Environment.ProcessId).Holdings();
        Assert.InRange(holdings!.ResidentMebibytes, 10, 100_000);
        Assert.InRange(holdings.Handles, 3, 100_000);
        Assert.InRange(holdings.Threads, 2, 10_000);
        Assert.Contains(new LinuxProcess(Environment.ProcessId), LinuxProcess.All());
    }

    [Fact]
    public async Task A_child_is_seen_with_its_words_until_a_signal_ends_it()
    {
        using var sleeper = Process.Start(new ProcessStartInfo("sleep", ["100"]))!;
        var seen = Assert.Single(new LinuxProcess(Environment.ProcessId).Children(), child => child.Id == sleeper.Id);
        Assert.Equal(["sleep", "100"], seen.Words());
        // Not SIGINT: whoever runs the tests in the background has them ignore that one, and their children with them.
        Assert.False(seen.Ignores(LinuxProcess.Terminate));
        seen.Send(LinuxProcess.Terminate);
        await sleeper.WaitForExitAsync();
        Assert.Equal(128 + LinuxProcess.Terminate, sleeper.ExitCode);
        Assert.Null(seen.Holdings());
        Assert.Empty(seen.Children());
        Assert.Empty(seen.Words());
    }

    [Fact]
    public async Task An_ignored_signal_is_seen()
    {
        using var deaf = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' INT; echo ready; exec sleep 100"]) { RedirectStandardOutput = true })!;
        await deaf.StandardOutput.ReadLineAsync();
        Assert.True(new LinuxProcess(deaf.Id).Ignores(LinuxProcess.Interrupt));
        Assert.False(new LinuxProcess(deaf.Id).Ignores(LinuxProcess.Terminate));
        deaf.Kill();
        await deaf.WaitForExitAsync();
    }
}
