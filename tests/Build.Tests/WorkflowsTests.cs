using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Harness.Build.Tests;

/// <summary>What can be known of the workflows without GitHub.</summary>
public sealed partial class WorkflowsTests : IDisposable
{
    // What a person may give, under the names that the scripts know it by.
    private static readonly Dictionary<string, string> Given = new()
    {
        ["PLAN"] = "soak", ["SEEDS"] = "1-3", ["SHARD"] = "2/8", ["BACKEND"] = "auto", ["LIBTORCH"] = "/opt/torch", ["MINUTES"] = "60", ["RESULTS"] = "reproduced", ["STRICT"] = "false",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workflows-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Actionlint_finds_nothing()
    {
        var (exitCode, output) = Linters.Actionlint(Repository.PathOf(".github", "workflows") + "/*.yml");

        Assert.True(exitCode == 0, output);
        Assert.Contains($"Checking {Workflow.All.Count} workflow file(s)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs.plan.outputs.matrix", "needs.plan.outputs.matrices", "property \"matrices\" is not defined")]
    [InlineData("timeout-minutes: 60", "timeout-minute: 60", "unexpected key \"timeout-minute\"")]
    [InlineData("needs: [plan, round-1]", "needs: [plan, round-0]", "which does not exist")]
    public void Actionlint_reports_a_planted_fault(string right, string wrong, string report)
    {
        var text = Workflow.Of("reproduce.yml").Text;
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "faulty.yml"), text.Replace(right, wrong, StringComparison.Ordinal));

        var (exitCode, output) = Linters.Actionlint(_folder.FullName + "/*.yml");

        Assert.Equal(1, exitCode);
        Assert.Contains(report, output, StringComparison.Ordinal);
    }

    // A tag can be moved to other code; a commit cannot.
    [Fact]
    public void Every_action_of_another_repository_is_pinned_by_its_commit_with_its_version_beside_it()
    {
        var uses = Workflow.AllWithActions.SelectMany(file => Uses().Matches(file.Text)).Select(match => match.Groups["what"].Value).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses.Where(what => !what.StartsWith("./", StringComparison.Ordinal)), what => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", what));
        Assert.All(uses.Where(what => what.StartsWith("./", StringComparison.Ordinal)), what => Assert.True(Path.Exists(Repository.PathOf(what)), what));
    }

    [Fact]
    public void Workflows_may_read_the_repository_and_jobs_at_most_artifacts_besides()
    {
        Assert.All(Workflow.All, workflow => Assert.Equal([new("contents", "read")], workflow.Permissions));
        Assert.All(
            Workflow.All.SelectMany(workflow => workflow.Jobs).SelectMany(job => Workflow.Values(job.Node, "permissions")),
            permission => Assert.True(permission is { Key: "contents" or "actions", Value: "read" }, permission.ToString()));
    }

    [Fact]
    public void No_checkout_leaves_credentials_behind()
    {
        var checkouts = Workflow.AllWithActions.SelectMany(file => file.Steps)
            .Where(step => step.Children.TryGetValue("uses", out var action) && action.ToString().StartsWith("actions/checkout@", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(checkouts);
        Assert.All(checkouts, step => Assert.Equal("false", Workflow.Values(step, "with")["persist-credentials"]));
    }

    // GitHub's own limit is six hours, and five days on a machine of one's own.
    [Fact]
    public void Every_job_with_steps_has_a_limit_of_time() =>
        Assert.All(Workflow.All.SelectMany(workflow => workflow.Jobs), job => Assert.True(job.Called is not null || job.Node.Children.ContainsKey("timeout-minutes"), job.Place));

    // GitHub writes an expression's value into the script before the shell reads it, so that an input could bring commands along.
    [Fact]
    public void No_script_holds_an_expression() =>
        Assert.All(Workflow.AllWithActions.SelectMany(file => file.Scripts), script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));

    [Fact]
    public void Scripts_are_short() =>
        Assert.All(Workflow.AllWithActions.SelectMany(file => file.Scripts), script => Assert.True(script.TrimEnd().Split('\n').Length <= 6, script));

    [Fact]
    public void Every_target_that_a_script_calls_exists_with_the_arguments_that_it_is_given()
    {
        var calls = Workflow.AllWithActions.SelectMany(file => file.Scripts).SelectMany(script => CakeCall().Matches(script)).Select(match => match.Groups["arguments"].Value).Distinct().ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call =>
        {
            var whole = OnlyWhereGiven().Replace(call, "${words}");
            var filled = Variable().Replace(whole, variable => Given[variable.Groups["name"].Value]).Replace("\"", "", StringComparison.Ordinal);
            var result = Cake.Run([.. filled.Split(' '), "--dryrun"]);
            Assert.True(result.ExitCode == 0, $"{call}: {result.Errors}");
        });
    }

    [Fact]
    public void A_called_workflow_is_given_exactly_the_inputs_that_it_declares()
    {
        var calls = Workflow.All.SelectMany(workflow => workflow.Jobs).Where(job => job.Called is not null).ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal(
            Workflow.Of(Path.GetFileName(call.Called!)).Inputs("workflow_call").Children.Keys.Select(name => name.ToString()).Order(),
            Workflow.Values(call.Node, "with").Keys.Order()));
    }

    [Fact]
    public void Every_plan_can_be_chosen()
    {
        var options = (YamlSequenceNode)Workflow.Of("reproduce.yml").Inputs("workflow_dispatch")["plan"]["options"];

        Assert.Equal(
            Directory.GetFiles(Repository.PathOf("src", "Experiments", "Plans"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal),
            options.Select(option => option.ToString()));
    }

    [NeedsProgramFact("shellcheck", "apt-get install shellcheck")]
    public void Shellcheck_finds_nothing_in_the_scripts() => Assert.All(Workflow.AllWithActions.SelectMany(file => file.Scripts), script =>
    {
        // As GitHub's runner starts it.
        var (exitCode, output) = Linters.Run("shellcheck", $"#!/usr/bin/env -S bash --noprofile --norc -eo pipefail\n{script}", "--shell=bash", "-");
        Assert.True(exitCode == 0, output);
    });

    [NeedsProgramFact("shellcheck", "apt-get install shellcheck")]
    public void Shellcheck_finds_nothing_in_what_runs_on_clusters_and_in_CI()
    {
        string[] scripts = [.. Directory.GetFiles(Repository.PathOf("src", "Experiments", "Clusters"), "*.sbatch"), Repository.PathOf(".ci", "run")];

        Assert.Equal(3, scripts.Length);
        var (exitCode, output) = Linters.Run("shellcheck", "", scripts);
        Assert.True(exitCode == 0, output);
    }

    [GeneratedRegex(@"^\s*(- )?uses: (?<what>.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"dotnet cake (?<arguments>[^\n&|;]+)")]
    private static partial Regex CakeCall();

    // Cake takes no empty value.
    [GeneratedRegex(@"\$\{[A-Z]+:\+(?<words>[^}]*)\}")]
    private static partial Regex OnlyWhereGiven();

    [GeneratedRegex(@"\$(?<name>[A-Z]+)")]
    private static partial Regex Variable();
}
