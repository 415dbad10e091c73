using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Reporting.Commands;
using Harness.Reporting.Tests.Comparing;

namespace Harness.Reporting.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly SyntheticResults _a = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
    private readonly SyntheticResults _b = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Equal_sets_pass_strictly()
    {
        Assert.Equal(0, await Run("--strict"));
        Assert.Contains("17 runs: 17 with identical weights.\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(" claims: 0 with another verdict, 0 with the same verdict and another value, ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("27 errors: none tested.", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("differs", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlike_sets_are_shown_and_fail_only_strictly()
    {
        // As in compare.R.
        _a.Retrain("plain-20", [0.5174, 0.5231, 0.5302], [0.5611, 0.5702, 0.5654]);
        _b.Retrain("plain-20", [0.5590, 0.5602, 0.5677], [0.5633, 0.5729, 0.5604]);
        _b.Diverge(new RunId("narrow-plain-34", 1));

        Assert.Equal(0, await Run());
        var lines = _output.ToString().Split('\n');
        Assert.Contains("17 runs: 13 with identical weights, 4 different.", lines);
        Assert.Contains("  different: plain-20, seeds 1, 2, 3", lines);
        Assert.Contains("  different: narrow-plain-34, seed 1", lines);
        // Three tests in the family: three times the smallest p-value.
        Assert.Contains(lines, line => Words(line) == "plain-20 training error 3/3 52.4 % 56.2 % 3.9 2.6 to 5.2 p = 0.0016 p = 0.0047, differs");
        Assert.Contains(lines, line => Words(line) == "plain-20 test error 3/3 56.6 % 56.6 % 0.0 −1.3 to 1.3 p = 0.99 p = 0.99");
        Assert.Contains(lines, line => Words(line) == "narrow-plain-34 test error 1/0 63.8 % not testable");
        Assert.Contains(lines, line => Words(line) == "plain-56 test error 3/3 77.3 % 77.3 % 0.0 3 identical runs");
        Assert.DoesNotContain(lines, line => line.Length > 140);

        Assert.Equal(1, await Run("--strict"));
        Assert.Contains("reporting: The sets differ: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 error(s) differ significantly", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_verdict_alone_fails_strictly()
    {
        _b.Diverge(new RunId("plain-56", 1));
        _b.Diverge(new RunId("plain-56", 2));
        Assert.Equal(1, await Run("--strict"));
        Assert.Contains(" changed, 0 error(s) differ significantly", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains(_output.ToString().Split('\n'), line => Words(line).StartsWith("plain-56-trains-worse-than-plain-20 A reproduced ", StringComparison.Ordinal) && line.EndsWith(" changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_record_has_the_same_bytes_wherever_the_sets_lie()
    {
        _b.Retrain("plain-20", [0.5590, 0.5602, 0.5677], [0.5633, 0.5729, 0.5604]);
        using var twin = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        var (first, second) = (Path.Combine(_a.Folder, "first.json"), Path.Combine(_a.Folder, "second.json"));
        await Run("--output", first);
        twin.WriteVerdicts();
        Assert.Equal(0, await CommandLine.Run(Root(), ["compare", twin.Layout.Folder, _b.Layout.Folder + "/", "--output", second], _output, _error));

        Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
        var record = RecordFile.Read(first, HarnessJson.Default.ComparisonReport, ComparisonReport.SchemaName);
        Assert.Equal(3, record.Metrics.Count(metric => metric.Outcome == MetricOutcome.Tested));
    }

    [Fact]
    public async Task A_set_that_was_not_judged_is_a_clear_fault()
    {
        Assert.Equal(1, await CommandLine.Run(Root(), ["compare", _a.Layout.Folder, _b.Layout.Folder], _output, _error));
        Assert.Equal($"reporting: There is no {_a.Layout.Analysis}. Run analyse on that folder first, then judge.\n", _error.ToString());
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private static RootCommand Root() => new("Test") { CompareCommand.Create() };

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private Task<int> Run(params string[] more)
    {
        _a.WriteVerdicts();
        _b.WriteVerdicts();
        return CommandLine.Run(Root(), ["compare", _a.Layout.Folder, _b.Layout.Folder, .. more], _output, _error);
    }
}
