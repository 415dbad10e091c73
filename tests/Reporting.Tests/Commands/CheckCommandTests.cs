using System.CommandLine;
using Harness.Reporting.Commands;

namespace Harness.Reporting.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Whole_results_are_one_line_with_counts()
    {
        Assert.Equal(0, await Run());
        Assert.Equal($"41 files and 195 lines of {_results.Layout.Folder} checked; no faults.\n", _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Every_fault_is_a_line_and_the_exit_code_is_one()
    {
        File.WriteAllText(_results.Layout.Architectures, "[]");
        File.WriteAllText(_results.Layout.Benchmark, "");

        Assert.Equal(1, await Run());
        Assert.Empty(_output.ToString());
        var lines = _error.ToString().Split('\n');
        Assert.Equal($"reporting: The records in {_results.Layout.Folder} have 2 fault(s):", lines[0]);
        Assert.Equal("  - architectures.json: expected \"object\"; found []", lines[1]);
        Assert.StartsWith("  - benchmark.json: expected JSON; ", lines[2], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _results.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> Run() =>
        CommandLine.Run(new RootCommand { CheckCommand.Create() }, ["check", "--plan", _results.Plan.Name, "--results", _results.Folder], _output, _error);
}
