using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class RunInspectionTests : IDisposable
{
    private static readonly RunId Run = new("plain-56", 1);

    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());

    [Fact]
    public void Weights_may_be_absent_from_a_copy()
    {
        var inspected = Inspect();
        Assert.Equal(RunState.Completed, inspected.Record.State);
        Assert.Null(inspected.Record.Note);
        Assert.Equal([RunLayout.WeightsName], inspected.AbsentFiles);
    }

    [Fact]
    public void Weights_that_are_present_must_have_their_digest()
    {
        File.WriteAllText(_results.Layout.Run(Run).Weights, "other weights");
        ExpectDamaged("weights.safetensors has the SHA-256");
    }

    [Theory]
    [InlineData("manifest.json", RunState.Damaged, "manifest.json is empty, or is no regular file")]
    [InlineData(RunLayout.MetricsName, RunState.Damaged, "metrics.jsonl has the SHA-256")]
    [InlineData(RunLayout.PredictionsName, RunState.Damaged, "predictions.safetensors has the SHA-256")]
    [InlineData(RunLayout.WeightsName, RunState.Damaged, "weights.safetensors has the SHA-256")]
    public async Task A_named_pipe_in_a_files_place_is_damage_and_is_not_waited_for(string name, RunState state, string note)
    {
        NamedPipe.At(Path.Combine(_results.Layout.Run(Run).Folder, name));
        var inspected = await NamedPipe.Soon(Inspect);
        Assert.Equal(state, inspected.Record.State);
        Assert.Contains(note, inspected.Record.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest.json", RunState.Missing)]
    [InlineData(RunLayout.MetricsName, RunState.Damaged)]
    public void A_folder_in_a_files_place_is_no_such_file(string name, RunState state)
    {
        var path = Path.Combine(_results.Layout.Run(Run).Folder, name);
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Equal(state, Inspect().Record.State);
    }

    [Fact]
    public void Predictions_that_are_present_must_have_their_digest()
    {
        var path = _results.Layout.Run(Run).Predictions;
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        ExpectDamaged("predictions.safetensors has the SHA-256");
    }

    [Fact]
    public void A_record_that_was_made_before_there_were_predictions_is_whole()
    {
        _results.WriteRun(Run, change: manifest => manifest with { Files = [.. manifest.Files.Where(file => file.Path != RunLayout.PredictionsName)] });
        File.Delete(_results.Layout.Run(Run).Predictions);
        var inspected = Inspect();
        Assert.Equal((RunState.Completed, null), (inspected.Record.State, inspected.Record.Note));
        Assert.Equal([RunLayout.WeightsName], inspected.AbsentFiles);
    }

    [Fact]
    public void A_changed_curve_is_damage_and_its_numbers_are_not_used()
    {
        _results.Damage(Run);
        ExpectDamaged("metrics.jsonl has the SHA-256");
        Assert.Null(Inspect().Record.Final);
    }

    [Fact]
    public void A_missing_curve_is_damage()
    {
        File.Delete(_results.Layout.Run(Run).Metrics);
        ExpectDamaged("metrics.jsonl is missing");
    }

    [Fact]
    public void An_edited_final_error_is_damage()
    {
        _results.WriteRun(Run, change: manifest => manifest with { Final = manifest.Final! with { TestError = 0.0697 } });
        ExpectDamaged("final error for the test set, 0.0697, is not in the last line");
    }

    [Fact]
    public void A_curve_that_stops_early_is_damage()
    {
        _results.WriteRun(Run, change: manifest => manifest with { StepsDone = 200 });
        ExpectDamaged("completed after 200 steps and its metrics end at step 400; the plan asks for 400");
    }

    [Fact]
    public void A_manifest_that_is_cut_off_is_damage()
    {
        var path = _results.Layout.Run(Run).Manifest;
        File.WriteAllText(path, File.ReadAllText(path)[..200]);
        ExpectDamaged("runs/plain-56/seed-1/manifest.json");
    }

    [Fact]
    public void An_edited_identity_is_damage()
    {
        var path = _results.Layout.Run(Run).Manifest;
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"threads\": 1", "\"threads\": 2", StringComparison.Ordinal));
        ExpectDamaged("does not have the digest that stands beside it");
    }

    [Theory]
    [InlineData("model")]
    [InlineData("recipe")]
    [InlineData("dataset")]
    [InlineData("run")]
    public void The_record_of_another_experiment_is_not_used(string part)
    {
        _results.WriteRun(Run, change: manifest => manifest with
        {
            Identity = part switch
            {
                "model" => manifest.Identity with { Model = manifest.Identity.Model with { Depth = 50 } },
                "recipe" => manifest.Identity with { Recipe = manifest.Identity.Recipe with { LearningRate = 0.1 } },
                "dataset" => manifest.Identity with { Dataset = new DatasetSelection(DatasetSelection.Cifar10) },
                _ => manifest.Identity with { Run = Run with { Seed = 3 } },
            },
        });
        ExpectDamaged($"with another {part} than plan.json names");
    }

    [Theory]
    [InlineData(RunLayout.MetricsName)]
    [InlineData(RunLayout.DiagnosticsName)]
    [InlineData(RunLayout.PredictionsName)]
    public void A_file_that_the_statistics_need_must_be_there(string name)
    {
        File.Delete(Path.Combine(_results.Layout.Run(Run).Folder, name));
        ExpectDamaged($"{name} is missing from the run's folder.");
    }

    [Fact]
    public void Predictions_that_contradict_the_recorded_error_are_not_used()
    {
        _results.WriteRun(Run, change: manifest => manifest with
        {
            Files = [.. manifest.Files.Where(file => file.Path != RunLayout.PredictionsName), OtherPredictions()],
        });
        ExpectDamaged("holds 0 wrong answers among 10000; the manifest says a test error of");

        FileDigest OtherPredictions()
        {
            var path = _results.Layout.Run(Run).Predictions;
            var labels = PredictionsFile.Read(path).Labels;
            new PredictionsFile(labels, labels).Write(path);
            return new FileDigest(RunLayout.PredictionsName, new FileInfo(path).Length, ContentDigest.OfFile(path));
        }
    }

    [Theory]
    [InlineData("../seed-2/metrics.jsonl")]
    [InlineData("/etc/hostname")]
    public void A_file_outside_the_run_is_not_looked_at(string path)
    {
        _results.WriteRun(Run, change: manifest => manifest with { Files = [.. manifest.Files, new FileDigest(path, 1, ContentDigest.OfText(""))] });
        ExpectDamaged("outside the run's folder");
    }

    [Fact]
    public void Diverged_failed_and_missing_runs_are_shown_with_their_reason()
    {
        _results.Diverge(Run);
        Assert.Equal((RunState.Diverged, "The loss stopped being a finite number at step 200."), (Inspect().Record.State, Inspect().Record.Note));

        _results.Fail(Run);
        Assert.Equal((RunState.Failed, "Given up after 3 attempt(s), exit code 137: worker was killed by signal 9"), (Inspect().Record.State, Inspect().Record.Note));

        _results.Remove(Run);
        Assert.Equal((RunState.Missing, "There is no record of this run yet."), (Inspect().Record.State, Inspect().Record.Note));
    }

    [Fact]
    public void A_run_that_is_still_training_is_missing()
    {
        File.Delete(_results.Layout.Run(Run).Manifest);
        Assert.Equal((RunState.Missing, "Training was begun and has not ended."), (Inspect().Record.State, Inspect().Record.Note));
    }

    public void Dispose() => _results.Dispose();

    private InspectedRun Inspect() => new RunInspection(_results.Plan, _results.Layout).InspectAll().Single(found => found.Run == Run);

    private void ExpectDamaged(string note)
    {
        var inspected = Inspect();
        Assert.Equal(RunState.Damaged, inspected.Record.State);
        Assert.Contains(note, inspected.Record.Note, StringComparison.Ordinal);
        Assert.False(inspected.IsUsed);
    }
}
