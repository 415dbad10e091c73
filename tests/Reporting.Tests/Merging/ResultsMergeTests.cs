using System.Collections;
using System.Text.Json;
using FsCheck.Xunit;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;
using Harness.Reporting.Merging;

namespace Harness.Reporting.Tests.Merging;

public sealed class ResultsMergeTests : IDisposable
{
    private static readonly RunId Run = new("plain-20", 2);

    private readonly MergedFolders _folders = new();

    [Property(MaxTest = 5)]
    public void However_the_runs_are_split_the_merged_ones_give_the_analysis_of_one_machine(ushort split)
    {
        using var folders = new MergedFolders();
        var oneMachine = Analysis(folders.First.Layout);
        folders.Split(index => new BitArray(BitConverter.GetBytes(split))[index]).Merge();
        Assert.Equal(oneMachine, Analysis(folders.Target));
    }

    [Fact]
    public void A_diverged_run_is_a_result_and_is_merged()
    {
        _folders.First.Diverge(Run);
        _folders.Second.Diverge(Run);
        var oneMachine = Analysis(_folders.First.Layout);
        _folders.Merge();
        Assert.Equal(oneMachine, Analysis(_folders.Target));
    }

    [Fact]
    public void Only_plan_architectures_and_records_are_copied()
    {
        File.WriteAllText(_folders.First.Layout.Analysis, "stale");
        File.WriteAllText(_folders.First.Layout.Verdicts, "stale");
        _folders.First.WriteBenchmark();
        File.WriteAllText(_folders.First.Layout.Run(Run).Log, "a log");
        _folders.Merge();

        var expected = _folders.Runs
            .Select(_folders.Target.Run)
            .SelectMany(run => new[] { run.Manifest, run.Metrics, run.Diagnostics, run.Predictions })
            .Concat([_folders.Target.Plan, _folders.Target.Architectures, _folders.Target.Lock]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Files());
        Assert.Equal(File.ReadAllBytes(_folders.First.Layout.Plan), File.ReadAllBytes(_folders.Target.Plan));
    }

    [Fact]
    public void Weights_come_along_where_the_copy_holds_them()
    {
        var layout = _folders.First.Layout.Run(Run);
        File.WriteAllText(layout.Weights, "weights");
        foreach (var results in new[] { _folders.First, _folders.Second })
        {
            MergedFolders.Rewrite(results, Run, manifest => manifest with { Files = [manifest.Files[0], new FileDigest(RunLayout.WeightsName, 7, ContentDigest.OfFile(layout.Weights))] });
        }

        _folders.Merge();
        Assert.Equal("weights", File.ReadAllText(_folders.Target.Run(Run).Weights));
    }

    [Fact]
    public void Of_one_content_with_other_times_the_first_named_is_kept()
    {
        MergedFolders.Slow(_folders.Second, Run);
        var chosen = _folders.Plan().Chosen.Single(one => one.Run == Run);
        _folders.Merge();
        Assert.Equal(_folders.First.Layout, chosen.From.Layout);
        Assert.Equal([_folders.Second.Layout], chosen.Repeats.Select(folder => folder.Layout));
        Assert.Equal(File.ReadAllBytes(_folders.First.Layout.Run(Run).Manifest), File.ReadAllBytes(_folders.Target.Run(Run).Manifest));
    }

    [Fact]
    public void A_finished_run_of_the_target_is_never_touched()
    {
        MergedFolders.Slow(_folders.First, Run);
        _folders.Merge();
        using var third = SyntheticResults.Complete(SyntheticPlans.Quick());
        var before = Files().ToDictionary(path => path, File.GetLastWriteTimeUtc);

        var again = new MergePlan([third.Layout], _folders.Target);
        new ResultsMerge(again).CarryOut();
        Assert.Equal(before, Files().ToDictionary(path => path, File.GetLastWriteTimeUtc));
        Assert.All(again.Chosen, chosen => Assert.True(again.IsTarget(chosen.From)));
    }

    [Fact]
    public void An_interrupted_merge_is_gone_on_with_by_repeating_it()
    {
        var oneMachine = Analysis(_folders.First.Layout);
        _folders.Split(index => index % 2 == 0).Merge();
        var files = Files();
        // As if it had been killed while it copied this run, which has no manifest yet.
        Directory.Move(_folders.Target.Run(Run).Folder, _folders.Target.PartialRun(Run).Folder);
        File.Delete(_folders.Target.PartialRun(Run).Manifest);
        File.WriteAllText(_folders.Target.PartialRun(Run).Metrics, "half a li");

        _folders.Merge();
        Assert.Equal(oneMachine, Analysis(_folders.Target));
        Assert.Equal(files, Files());
    }

    [Fact]
    public void A_damaged_run_is_not_copied_and_is_named()
    {
        _folders.First.Damage(Run);
        var plan = _folders.Plan();
        _folders.Merge();
        var unfinished = Assert.Single(plan.Unfinished);
        Assert.Equal((Run, _folders.First.Layout), (unfinished.Run.Run, unfinished.Folder.Layout));
        Assert.Contains("was changed after the run", unfinished.Run.Record.Note, StringComparison.Ordinal);
        Assert.Equal(Analysis(_folders.Second.Layout), Analysis(_folders.Target));
    }

    [Fact]
    public void A_run_that_no_folder_finished_is_left_open_and_its_failure_shown()
    {
        _folders.First.Fail(Run, "out of memory");
        _folders.Second.Remove(Run);
        _folders.Second.Fail(new RunId("plain-56", 1));
        _folders.Merge();
        Assert.Equal(Analysis(_folders.First.Layout), Analysis(_folders.Target));
        Assert.True(File.Exists(_folders.Target.Run(Run).Failure));
        Assert.False(File.Exists(_folders.Target.Run(new RunId("plain-56", 1)).Failure));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_finished_run_takes_the_place_of_an_unfinished_one_which_is_moved_aside(bool damaged)
    {
        using var target = SyntheticResults.Complete(SyntheticPlans.Quick());
        if (damaged)
        {
            target.Damage(Run);
        }
        else
        {
            target.Fail(Run);
        }

        var merge = new ResultsMerge(new MergePlan([_folders.First.Layout], target.Layout));
        merge.CarryOut();
        var aside = Assert.Single(merge.SetAside);
        Assert.StartsWith(target.Layout.Superseded, aside, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(aside, damaged ? "metrics.jsonl" : "failure.json")));
        Assert.Equal(Analysis(_folders.First.Layout), Analysis(target.Layout));
    }

    [Fact]
    public void A_target_or_a_run_of_it_that_is_being_trained_is_left_alone()
    {
        using var target = SyntheticResults.Complete(SyntheticPlans.Quick());
        target.Fail(Run);
        var merge = new ResultsMerge(new MergePlan([_folders.First.Layout], target.Layout));
        using (FolderLock.TryTake(target.Layout.Lock))
        {
            Assert.Contains("Another process works on", Assert.Throws<HarnessException>(merge.CarryOut).Message, StringComparison.Ordinal);
        }

        using (FolderLock.TryTake(target.Layout.Run(Run).Lock))
        {
            Assert.Contains("plain-20/seed-2 is being trained", Assert.Throws<HarnessException>(merge.CarryOut).Message, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(target.Layout.Run(Run).Failure));
    }

    [Fact]
    public void A_source_that_changes_meanwhile_is_noticed_and_not_put_in_place()
    {
        var merge = new ResultsMerge(_folders.Plan());
        File.AppendAllText(_folders.First.Layout.Run(Run).Metrics, "{}\n");
        Assert.Contains("was changed while it was copied", Assert.Throws<HarnessException>(merge.CarryOut).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folders.Target.Run(Run).Folder));
    }

    [Fact]
    public void Networks_that_were_counted_differently_are_not_copied()
    {
        File.AppendAllText(_folders.Second.Layout.Architectures, "\n");
        Assert.True(_folders.Plan().ArchitecturesDiffer);
        _folders.Merge();
        Assert.False(File.Exists(_folders.Target.Architectures));
    }

    public void Dispose() => _folders.Dispose();

    private static string Analysis(ResultsLayout layout) =>
        JsonSerializer.Serialize(new PlanAnalysis(layout).ToRecord(), HarnessJson.Default.AnalysisRecord);

    private List<string> Files() =>
        [.. Directory.EnumerateFiles(_folders.Target.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
