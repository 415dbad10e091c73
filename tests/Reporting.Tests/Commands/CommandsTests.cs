using System.CommandLine;
using Harness.Contracts.Plans;
using Harness.Reporting.Commands;

namespace Harness.Reporting.Tests.Commands;

public sealed class CommandsTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Analyse_writes_its_record_and_shows_every_arm_and_every_loss()
    {
        _results.Diverge(new RunId("plain-56", 2));
        Assert.Equal(0, await Run("analyse"));
        Assert.True(File.Exists(_results.Layout.Analysis));
        var lines = _output.ToString().Split('\n');
        Assert.StartsWith("arm ", lines[0], StringComparison.Ordinal);
        Assert.All(_results.Plan.Arms, arm => Assert.Contains(lines, line => line.StartsWith(arm.Id + " ", StringComparison.Ordinal)));
        Assert.Contains("plain-56/seed-2: diverged. The loss stopped being a finite number at step 200.", lines);
        Assert.Contains("13 run(s) without weights.safetensors in this copy; the statistics do not need them.", lines);
        Assert.StartsWith("12 of 13 runs completed.", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_writes_its_record_and_reads_the_headlines_out()
    {
        await Run("analyse");
        Assert.Equal(0, await Run("judge"));
        Assert.True(File.Exists(_results.Layout.Verdicts));
        Assert.Contains("reproduced: A plain net of 56 layers ends with a higher training error", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analysing_twice_leaves_the_same_bytes()
    {
        await Run("analyse");
        var first = await File.ReadAllBytesAsync(_results.Layout.Analysis);
        await Run("analyse");
        Assert.Equal(first, await File.ReadAllBytesAsync(_results.Layout.Analysis));
    }

    [Fact]
    public async Task An_unknown_plan_is_answered_with_the_known_ones()
    {
        Assert.Equal(1, await CommandLine.Run(Root(), ["analyse", "--plan", "nonsense", "--results", _results.Folder], _output, _error));
        Assert.Contains("There are no results of a plan named 'nonsense'", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("There are results of: synthetic-quick.", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judging_before_analysing_is_a_clear_fault()
    {
        Assert.Equal(1, await Run("judge"));
        Assert.Contains("analysis.json", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_readme_s_table_is_written_checked_and_found_out_of_date()
    {
        var readme = Path.Combine(_results.Folder, "README.md");
        await File.WriteAllTextAsync(readme, "# Title\n\n<!-- results:begin -->\nold\n<!-- results:end -->\n\nMore.\n");
        await Run("analyse");
        await Run("judge");

        Assert.Equal(1, await Run("readme", "--readme", readme, "--check"));
        Assert.Contains("is not the one", _error.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await Run("readme", "--readme", readme));
        var text = await File.ReadAllTextAsync(readme);
        Assert.StartsWith("# Title\n\n<!-- results:begin -->\n| Claim | Published | Measured, with interval | n | Verdict |\n", text, StringComparison.Ordinal);
        Assert.EndsWith("<!-- results:end -->\n\nMore.\n", text, StringComparison.Ordinal);
        Assert.Contains("| **reproduced** |", text, StringComparison.Ordinal);
        Assert.Contains("Synthetic CPU (2 logical cores, 8 GiB)", text, StringComparison.Ordinal);

        Assert.Equal(0, await Run("readme", "--readme", readme, "--check"));
        await File.WriteAllTextAsync(readme, text.Replace("**reproduced**", "**certain**", StringComparison.Ordinal));
        Assert.Equal(1, await Run("readme", "--readme", readme, "--check"));
    }

    [Fact]
    public async Task A_readme_without_markers_is_left_alone()
    {
        var readme = Path.Combine(_results.Folder, "README.md");
        await File.WriteAllTextAsync(readme, "# Title\n");
        await Run("analyse");
        await Run("judge");
        Assert.Equal(1, await Run("readme", "--readme", readme));
        Assert.Contains("has no block for the results", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("# Title\n", await File.ReadAllTextAsync(readme));
    }

    [Fact]
    public async Task Verdicts_of_an_older_analysis_do_not_reach_the_readme()
    {
        var readme = Path.Combine(_results.Folder, "README.md");
        await File.WriteAllTextAsync(readme, $"{ReadmeTable.Begin}\n{ReadmeTable.End}\n");
        await Run("analyse");
        await Run("judge");
        _results.Diverge(new RunId("plain-56", 2));
        await Run("analyse");
        Assert.Equal(1, await Run("readme", "--readme", readme));
        Assert.Contains("Run judge again", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _results.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private static RootCommand Root() => new("Test") { AnalyseCommand.Create(), JudgeCommand.Create(), ReadmeTableCommand.Create() };

    private Task<int> Run(string verb, params string[] more) =>
        CommandLine.Run(Root(), [verb, "--plan", _results.Plan.Name, "--results", _results.Folder, .. more], _output, _error);
}
