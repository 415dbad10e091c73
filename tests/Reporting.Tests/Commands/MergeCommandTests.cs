using System.CommandLine;
using Harness.Contracts.Plans;
using Harness.Reporting.Commands;
using Harness.Reporting.Tests.Merging;

namespace Harness.Reporting.Tests.Commands;

public sealed class MergeCommandTests : IDisposable
{
    private readonly MergedFolders _folders = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task What_was_copied_kept_and_left_out_is_said()
    {
        _folders.Split(index => index % 2 == 0);
        _folders.First.WriteRun(new RunId("plain-20", 1));
        _folders.Second.Damage(new RunId("plain-56", 1));
        _folders.First.Fail(new RunId("plain-56", 2), "out of memory");
        Assert.Equal(0, await Run());

        var (first, second) = (_folders.First.Layout.Folder, _folders.Second.Layout.Folder);
        var lines = _output.ToString().Split('\n');
        Assert.Contains(lines, line => Words(line) == $"{first} 6 6 0 1");
        Assert.Contains(lines, line => Words(line) == $"{second} 6 5 1 1");
        Assert.Contains($"The same content in {first} and {second}, of which the first is kept: plain-20/seed-1.", lines);
        Assert.Contains(lines, line => line.StartsWith($"Not copied: plain-56/seed-1 in {second} (damaged). metrics.jsonl has the SHA-256", StringComparison.Ordinal));
        Assert.Contains($"Not copied: plain-56/seed-2 in {first} (failed). Given up after 3 attempt(s), exit code 137: out of memory", lines);
        Assert.Contains($"No folder has plain-56/seed-2 finished; the record of its failure is taken from {first}.", lines);
        Assert.Contains("Finished in no folder: plain-56/seed-1, plain-56/seed-2.", lines);
        Assert.Contains(lines, line => line.StartsWith($"11 of 13 runs of 'synthetic-quick' are finished in {_folders.Target.Folder}.", StringComparison.Ordinal));
        Assert.Contains($"  reporting analyse --plan merged --results {Path.GetDirectoryName(_folders.Target.Folder)}", lines);
    }

    [Fact]
    public async Task A_refusal_is_one_message_and_a_failure()
    {
        _folders.Second.WriteRun(new RunId("plain-20", 1), testError: 0.5);
        Assert.Equal(1, await Run());
        Assert.StartsWith("reporting: These runs are finished in more than one folder and have different content", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }

    public void Dispose()
    {
        _folders.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private Task<int> Run() => CommandLine.Run(
        new RootCommand { MergeCommand.Create() },
        ["merge", _folders.First.Layout.Folder, _folders.Second.Layout.Folder, "--into", _folders.Target.Folder],
        _output,
        _error);
}
