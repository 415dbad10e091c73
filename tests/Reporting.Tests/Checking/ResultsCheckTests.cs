using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Checking;
using Harness.Reporting.Checklist;
using Harness.Reporting.Schemas;
using Harness.Reporting.Tests.Judgement;
using Harness.Reporting.Tests.Schemas;

namespace Harness.Reporting.Tests.Checking;

public sealed class ResultsCheckTests : IDisposable
{
    private static readonly RecordSchemas Schemas = new();
    private static readonly RunId Plain20 = new("plain-20", 1);

    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());

    public ResultsCheckTests()
    {
        _results.WriteBenchmark(ReferenceProgram.Samples);
        Judge();
    }

    [Fact]
    public void Whole_results_have_no_fault_though_weights_are_absent()
    {
        var check = Check();
        Assert.Empty(check.Faults);

        // Five records of the plan; 13 runs of a manifest, of 13 metrics each (10 epochs, two evaluations, the training images once more) and of two diagnoses.
        Assert.Equal(5 + (3 * 13), check.Files);
        Assert.Equal((13 + 2) * 13, check.Lines);
    }

    [Fact]
    public async Task Named_pipes_in_the_places_of_records_and_logs_are_faults_and_are_not_waited_for()
    {
        NamedPipe.At(_results.Layout.Run(Plain20).Manifest);
        NamedPipe.At(_results.Layout.Run(new RunId("plain-20", 2)).Metrics);

        var faults = (await NamedPipe.Soon(Check)).Faults;

        Assert.Contains(faults, fault => fault.Contains("plain-20/seed-1/manifest.json: expected JSON", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("plain-20/seed-2", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_a_fault_of_its_file_and_no_crash()
    {
        var manifest = _results.Layout.Run(Plain20).Manifest;
        byte[] text = File.ReadAllBytes(manifest);
        text[text.AsSpan().IndexOf("identity"u8)] = 0xbb;
        File.WriteAllBytes(manifest, text);

        Assert.Contains(Check().Faults, fault => fault.Contains("manifest.json: expected JSON; It is not UTF-8.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_that_is_not_UTF_8_is_a_fault_of_its_line()
    {
        var path = _results.Layout.Run(Plain20).Diagnostics;
        byte[] text = File.ReadAllBytes(path);
        text[text.AsSpan().IndexOf("\"layer\":\""u8) + 9] = 0xbb;
        File.WriteAllBytes(path, text);

        Assert.Contains(Check().Faults, fault => fault.Contains("diagnostics.jsonl, line 1: expected JSON; It is not UTF-8.", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_failed_and_diverged_runs_are_no_faults_of_the_records()
    {
        _results.Remove(Plain20);
        _results.Fail(new RunId("plain-56", 1));
        _results.Diverge(new RunId("plain-56", 2));
        Judge();
        Assert.Empty(Check().Faults);
    }

    // Its writer is at it, or was killed; whoever goes on with the run cuts the line off.
    [Fact]
    public void A_last_line_without_an_end_is_a_fault_of_finished_runs_alone()
    {
        var run = _results.Layout.Run(Plain20);
        var whole = File.ReadAllText(run.Metrics);
        File.AppendAllText(run.Metrics, "{\"epoch\": 1");
        Assert.Contains("runs/plain-20/seed-1/metrics.jsonl, line 14: expected JSON", string.Join('\n', Check().Faults), StringComparison.Ordinal);

        File.Delete(run.Manifest);
        Judge();
        Assert.Empty(Check().Faults);

        File.WriteAllText(run.Metrics, "{\"epoch\": 1\n" + whole);
        Assert.Contains("metrics.jsonl, line 1: expected JSON", string.Join('\n', Check().Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_alone_has_no_fault()
    {
        using var results = new SyntheticResults(SyntheticPlans.Quick());
        var check = ResultsCheck.Of(results.Layout, Schemas);
        Assert.Empty(check.Faults);
        Assert.Equal((1, 0), (check.Files, check.Lines));
    }

    [Theory]
    [InlineData("plan.json", "/arms/0/recipe", "\"harsh\"", "plan.json: arm 'plain-20' names the recipe 'harsh', which the plan does not have")]
    [InlineData("plan.json", "/deterministic", null, "plan.json: lacks [\"deterministic\"]")]
    [InlineData("architectures.json", "/arms/0/depth", "0", "architectures.json at /arms/0/depth: expected 1 or more; found 0")]
    [InlineData("benchmark.json", "/machine/user", "\"a\"", "benchmark.json at /machine/user: there must be no such member; found \"a\"")]
    [InlineData("analysis.json", "/arms/0/metrics/2/estimate/mean", "\"NaN\"", "analysis.json at /arms/0/metrics/2/estimate/mean: expected \"number\"; found \"NaN\"")]
    [InlineData("verdicts.json", "/verdicts/0/p_value", "2", "verdicts.json at /verdicts/0/p_value: expected 1 or less; found 2")]
    [InlineData("runs/plain-20/seed-1/manifest.json", "/attempts", "0", "runs/plain-20/seed-1/manifest.json at /attempts: expected 1 or more; found 0")]
    [InlineData("runs/plain-56/seed-1/failure.json", "/schema", "\"harness/failure/0\"", "runs/plain-56/seed-1/failure.json at /schema: expected \"harness/failure/1\"; found \"harness/failure/0\"")]
    public void A_fault_of_a_record_is_named_with_its_file_and_place(string file, string at, string? value, string fault)
    {
        _results.Fail(new RunId("plain-56", 1));
        var path = Path.Combine(_results.Layout.Folder, file);
        File.WriteAllText(path, JsonEdit.At(File.ReadAllText(path), at, value));
        Assert.Contains(fault, Check().Faults);
    }

    [Theory]
    [InlineData("\"epoch\":2,", "\"epoch\":0,", "line 2 at /epoch: expected 1 or more; found 0")]
    [InlineData("\"epoch\":2,", "\"epoch\":\"NaN\",", "line 2 at /epoch: expected \"integer\"; found \"NaN\"")]
    [InlineData("\"epoch\":2,", "\"epoch\":NaN,", "line 2: expected JSON; 'N' is an invalid start of a value.")]
    [InlineData("\"epoch\":2,", "\"epoch\":2,\"epoch\":2,", "line 2: expected JSON; Duplicate")]
    [InlineData("\"epoch\":2,", "\n", "line 3: expected JSON;")]
    [InlineData("\"epoch\":2,", "\"epoch\":1,", "line 2: epoch 1 has a second line for this split. Expected one.")]
    public void A_broken_line_is_named_with_its_number(string from, string to, string fault)
    {
        var path = _results.Layout.Run(Plain20).Metrics;
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(Check().Faults, found => found.StartsWith($"runs/plain-20/seed-1/metrics.jsonl, {fault}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_line_of_the_diagnostics_is_named_with_its_number()
    {
        var sample = RecordSample.All["diagnostics"].Text;
        File.WriteAllText(_results.Layout.Run(Plain20).Diagnostics, $"{sample}\n{JsonEdit.At(sample, "/images", "0")}\n");
        Assert.Contains("runs/plain-20/seed-1/diagnostics.jsonl, line 2 at /images: expected 1 or more; found 0", Check().Faults);
    }

    [Fact]
    public void All_faults_of_all_files_are_listed()
    {
        foreach (var seed in new[] { 1, 2 })
        {
            var path = _results.Layout.Run(new RunId("plain-20", seed)).Metrics;
            File.WriteAllText(path, File.ReadAllText(path).Replace("\"epoch\":3,", "\"epoch\":-3,", StringComparison.Ordinal).Replace("\"step\":400,", "", StringComparison.Ordinal));
        }

        var faults = Check().Faults;
        foreach (var seed in new[] { 1, 2 })
        {
            Assert.Contains($"runs/plain-20/seed-{seed}/metrics.jsonl, line 3 at /epoch: expected 1 or more; found -3", faults);
            Assert.Contains($"runs/plain-20/seed-{seed}/metrics.jsonl, line 11: lacks [\"step\"]", faults);
        }
    }

    [Fact]
    public void A_file_that_was_changed_after_the_run_is_named()
    {
        var path = _results.Layout.Run(Plain20).Metrics;
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"elapsed_seconds\":6,", "\"elapsed_seconds\":7,", StringComparison.Ordinal).Replace("\"elapsed_seconds\":6}", "\"elapsed_seconds\":7}", StringComparison.Ordinal));
        Assert.Contains(Check().Faults, fault => fault.StartsWith("runs/plain-20/seed-1: metrics.jsonl has the SHA-256 ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_identity_that_was_edited_is_named()
    {
        var path = _results.Layout.Run(Plain20).Manifest;
        File.WriteAllText(path, JsonEdit.At(File.ReadAllText(path), "/identity/threads", "4"));
        Assert.Contains(Check().Faults, fault => fault.StartsWith("runs/plain-20/seed-1: The manifest's identity does not have the digest", StringComparison.Ordinal));
    }

    [Fact]
    public void An_analysis_of_other_runs_is_named_with_the_first_difference()
    {
        _results.WriteRun(Plain20, trainError: 0.4);
        Assert.Contains(Check().Faults, fault => fault.StartsWith("analysis.json at /inputs_sha256: the runs give \"", StringComparison.Ordinal) && fault.EndsWith("Run analyse again.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_of_the_analysis_that_was_edited_is_named_with_the_right_one()
    {
        var path = _results.Layout.Analysis;
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"planned\": 2", "\"planned\": 3", StringComparison.Ordinal));
        Assert.Contains("analysis.json at /arms/0/planned: the runs give 2; found 3. Run analyse again.", Check().Faults);
    }

    [Fact]
    public void A_verdict_that_the_rules_do_not_give_is_named_with_its_place()
    {
        var path = _results.Layout.Verdicts;
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"verdict\": \"inconclusive\"", "\"verdict\": \"reproduced\"", StringComparison.Ordinal));
        Assert.Matches("^verdicts.json at /verdicts/\\d+/verdict: the claims' rules give \"inconclusive\"; found \"reproduced\". Run judge again.$", Assert.Single(Check().Faults));
    }

    [Fact]
    public void A_checklist_of_other_verdicts_is_named()
    {
        RecordFile.Write(
            _results.Layout.Checklist,
            FilledChecklist.From(ChecklistInputs.Read(_results.Layout), ChecklistItems.Read(ChecklistItems.DefaultFolder)) with { VerdictsSha256 = new string('0', 64) },
            HarnessJson.Default.ChecklistRecord);
        Assert.Equal(["checklist.json at /verdicts_sha256: was made from verdicts.json, which is another one now. Run checklist again."], Check().Faults);
    }

    [Fact]
    public void An_analysis_in_another_layout_is_named_as_that()
    {
        var path = _results.Layout.Analysis;
        File.WriteAllText(path, File.ReadAllText(path) + "\n");
        Assert.Contains("analysis.json: the runs give the same values in another layout. Run analyse again.", Check().Faults);
    }

    [Fact]
    public void An_analysis_of_another_plan_and_verdicts_of_another_analysis_are_named()
    {
        RecordFile.Write(_results.Layout.Plan, _results.Plan with { Title = "Another title" }, HarnessJson.Default.Plan);
        Assert.Contains("analysis.json at /plan_sha256: was made from another plan.json than the one beside it. Run analyse again.", Check().Faults);

        File.Delete(_results.Layout.Architectures);
        File.AppendAllText(_results.Layout.Analysis, "\n");
        var faults = Check().Faults;
        Assert.Contains("verdicts.json at /analysis_sha256: was made from analysis.json, which is another one now. Run judge again.", faults);
        Assert.Contains("verdicts.json at /architectures_sha256: was made from architectures.json, which is not there. Run judge again.", faults);
    }

    [Fact]
    public void Runs_that_must_not_be_pooled_are_named()
    {
        _results.WriteRun(Plain20, change: manifest => manifest with { Identity = manifest.Identity with { CodeSha256 = new string('0', 64) } });
        Assert.Contains(Check().Faults, fault => fault.Contains("code", StringComparison.Ordinal));
    }

    [Fact]
    public void The_committed_results_have_no_fault()
    {
        var check = ResultsCheck.Of(new ResultsLayout(Repository.PathOf("results"), "quick"), Schemas);
        Assert.Empty(check.Faults);
        Assert.True(check.Lines > 100, $"Only {check.Lines} lines were read.");
    }

    public void Dispose() => _results.Dispose();

    private void Judge() => RecordFile.Write(_results.Layout.Verdicts, _results.Judge(), HarnessJson.Default.VerdictsRecord);

    private RecordCheck Check() => ResultsCheck.Of(_results.Layout, Schemas);
}
