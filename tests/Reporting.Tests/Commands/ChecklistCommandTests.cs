using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Checklists;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Reporting.Commands;
using Harness.Reporting.Tests.Rendering;

namespace Harness.Reporting.Tests.Commands;

public sealed class ChecklistCommandTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticReport.Complete(SyntheticPlans.Quick());
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _results.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task It_answers_counts_and_names_what_a_person_must_answer()
    {
        Assert.Equal(0, await Run());

        var text = _output.ToString();
        Assert.Contains("yes             reforms-2b               Which version of the code exactly?\n", text, StringComparison.Ordinal);
        Assert.Contains("partly: mlrc-variation, neurips-7, reforms-7b\n  4 of 9 networks have mean,", text, StringComparison.Ordinal);
        var items = Record().Checklists.SelectMany(checklist => checklist.Items).ToList();
        int Count(AnswerStatus status) => items.Count(item => item.Status == status);
        Assert.Contains(
            $"\n{items.Count} items: {Count(AnswerStatus.Yes)} yes, {Count(AnswerStatus.Partly)} partly, 0 no, {Count(AnswerStatus.NotApplicable)} not applicable, {Count(AnswerStatus.Unanswered)} unanswered.\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains("\nA person must answer: mlrc-assumptions, mlrc-readme, neurips-5, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_no_where_runs_lack_a_commit_or_are_missing()
    {
        _results.WriteRun(new RunId("plain-20", 1), change: manifest => manifest with { Source = new(null, null) });
        _results.Remove(new RunId("resnet-20", 2));
        SyntheticReport.AnalyseAndJudge(_results);
        Assert.Equal(0, await Run());

        Assert.Contains("no: mlrc-training-code, mlrc-evaluation-code, reforms-2b\n  1 of 12 runs do not know their commit.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no: mlrc-runs\n  12 of 13 planned runs completed, 1 missing", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_records_give_the_same_bytes_wherever_they_lie()
    {
        using var elsewhere = SyntheticReport.Complete(SyntheticPlans.Quick());
        await Run();
        var first = await File.ReadAllTextAsync(_results.Layout.Checklist);
        await Run();
        await Run(elsewhere.Folder);

        Assert.Equal(first, await File.ReadAllTextAsync(_results.Layout.Checklist));
        Assert.Equal(first, await File.ReadAllTextAsync(elsewhere.Layout.Checklist));
        Assert.DoesNotContain(_results.Folder, first, StringComparison.Ordinal);
        Assert.Equal(ContentDigest.OfFile(_results.Layout.Verdicts), Record().VerdictsSha256);
    }

    [Fact]
    public async Task Before_judging_it_is_a_clear_fault()
    {
        File.Delete(_results.Layout.Verdicts);

        Assert.Equal(1, await Run());
        Assert.Contains("verdicts.json", _error.ToString(), StringComparison.Ordinal);
    }

    private ChecklistRecord Record() => RecordFile.Read(_results.Layout.Checklist, HarnessJson.Default.ChecklistRecord, ChecklistRecord.SchemaName);

    private Task<int> Run(string? folder = null) =>
        CommandLine.Run(new RootCommand { ChecklistCommand.Create() }, ["checklist", "--plan", _results.Plan.Name, "--results", folder ?? _results.Folder], _output, _error);
}
