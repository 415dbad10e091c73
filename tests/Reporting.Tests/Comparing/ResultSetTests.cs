using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Reporting.Comparing;

namespace Harness.Reporting.Tests.Comparing;

/// <summary>Records that were not made from what lies beside them are refused with the step that mends it.</summary>
public sealed class ResultSetTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());

    public ResultSetTests() => _results.WriteVerdicts();

    [Fact]
    public void Records_of_what_lies_beside_them_are_read()
    {
        var set = ResultSet.Read(_results.Layout);
        Assert.Equal(_results.Plan.Expand(), set.Manifests.Select(manifest => manifest.Identity.Run));
    }

    [Theory]
    [InlineData("plan.json", "Expected the results folder of a plan")]
    [InlineData("analysis.json", "Run analyse on that folder first, then judge.")]
    [InlineData("verdicts.json", "Run judge on that folder first.")]
    public void A_missing_record_is_named(string name, string next)
    {
        var path = Path.Combine(_results.Layout.Folder, name);
        File.Delete(path);
        Refused($"There is no {path}. {next}");
    }

    [Fact]
    public void An_analysis_of_another_plan_is_refused()
    {
        File.AppendAllText(_results.Layout.Plan, "\n");
        Refused("Run analyse again");
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("gone")]
    [InlineData("new")]
    public void An_analysis_of_other_runs_is_refused(string what)
    {
        var run = new RunId("plain-20", 1);
        if (what == "new")
        {
            _results.Remove(run);
            _results.WriteVerdicts();
            _results.WriteRun(run);
        }
        else if (what == "gone")
        {
            _results.Remove(run);
        }
        else
        {
            _results.WriteRun(run, testError: 0.5);
        }

        Refused("Run analyse on that folder again, then judge.");
    }

    [Fact]
    public void Verdicts_on_another_analysis_are_refused()
    {
        File.AppendAllText(_results.Layout.Analysis, "\n");
        Refused("Run judge on that folder again.");
    }

    [Fact]
    public void Verdicts_on_other_networks_are_refused()
    {
        File.Delete(_results.Layout.Architectures);
        Refused("Run judge on that folder again.");
    }

    public void Dispose() => _results.Dispose();

    private void Refused(string sentence) =>
        Assert.Contains(sentence, Assert.Throws<HarnessException>(() => ResultSet.Read(_results.Layout)).Message, StringComparison.Ordinal);
}
