using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.EndToEnd.Tests;

/// <summary>A clock that is set back by more than a year and ahead by a month while a run is made, as by a machine without a battery that finds its time server late.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-clock-").FullName;

    public Task InitializeAsync() => Programs.RequireSuccess(Programs.Experiments("data"));

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [ClockFact]
    public async Task A_clock_that_jumps_changes_no_number_and_no_duration()
    {
        var (shift, results, plan) = (Path.Combine(_folder, "shift"), Path.Combine(_folder, "results"), Path.Combine(AppContext.BaseDirectory, "tiny.json"));
        await File.WriteAllTextAsync(shift, "+0");
        var shifts = new Queue<string>(["-400d", "+30d", "-1h"]);
        string[] clock = [$"LD_PRELOAD={ClockFactAttribute.Library}", $"FAKETIME_TIMESTAMP_FILE={shift}", "FAKETIME_CACHE_DURATION=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1"];
        // The coordinator is this very process: env becomes it. Its workers have the same clock.
        var (exitCode, output) = await Programs.ExperimentsDisturbedEachTimeWith(
            clock, ["train error"], _ => File.WriteAllText(shift, shifts.Dequeue()), "train", "--plan", plan, "--results", results, "--run", "plain-8/seed-1", "--checkpoint-every", "0.1");
        Assert.True(exitCode == 0, output);
        Assert.Empty(shifts);

        var run = new ResultsLayout(results, "tiny").Run(new RunId("plain-8", 1));
        var times = File.ReadLines(run.Metrics).Select(line => JsonSerializer.Deserialize(line, HarnessJson.Compact.MetricRecord)!.ElapsedSeconds).ToList();
        Assert.Equal(times.Order(), times);
        Assert.InRange(RecordFile.Read(run.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName).ElapsedSeconds, times[^1], 3_600);
        output = await Programs.RequireSuccess(Programs.Experiments("verify", "--plan", plan, "--results", results, "--run", "plain-8/seed-1"));
        Assert.Contains("The final weights have the recorded digest", output, StringComparison.Ordinal);
    }
}

/// <summary>A test that needs libfaketime; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute()
    {
        if (Library is null)
        {
            Skip = "needs libfaketime (Debian's package faketime)";
        }
    }

    /// <summary>Where distributions put it; null if it is not there.</summary>
    public static string? Library { get; } = new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib" }
        .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
        .FirstOrDefault(File.Exists);
}
