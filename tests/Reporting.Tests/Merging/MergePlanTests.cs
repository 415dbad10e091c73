using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Merging;

namespace Harness.Reporting.Tests.Merging;

/// <summary>What a merge refuses. <see cref="MergedFolders.Refusal"/> sees to it that nothing was written then.</summary>
public sealed class MergePlanTests : IDisposable
{
    private static readonly RunId Run = new("plain-20", 2);

    private readonly MergedFolders _folders = new();

    [Theory]
    [InlineData("dataset digest")]
    [InlineData("precision")]
    [InlineData("determinism")]
    [InlineData("device class")]
    [InlineData("code digest")]
    [InlineData("TorchSharp version")]
    public void Runs_of_unlike_conditions_are_refused_and_both_groups_named(string what)
    {
        _folders.Split(index => index == 1);
        _folders.Second.WriteRun(Run, change: manifest => manifest with
        {
            Identity = what switch
            {
                "dataset digest" => manifest.Identity with { DatasetSha256 = "other" },
                "precision" => manifest.Identity with { Precision = Precision.Float32 },
                "determinism" => manifest.Identity with { Deterministic = false },
                "device class" => manifest.Identity with { Device = DeviceClass.Cuda },
                "code digest" => manifest.Identity with { CodeSha256 = "other" },
                _ => manifest.Identity with { TorchSharpVersion = "0.108.0" },
            },
        });

        var message = _folders.Refusal();
        Assert.Contains($"\n  {what}:\n", message, StringComparison.Ordinal);
        Assert.Contains($": plain-20/seed-2 in {_folders.Second.Layout.Folder}\n", message, StringComparison.Ordinal);
        Assert.Contains($": plain-20/seed-1 in {_folders.First.Layout.Folder}, ", message, StringComparison.Ordinal);
        Assert.Contains("and 9 more", message, StringComparison.Ordinal);
        Assert.Contains("reporting compare A B", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_different_plans_are_refused()
    {
        File.AppendAllText(_folders.Second.Layout.Plan, "\n");
        var message = _folders.Refusal();
        Assert.Contains("different plans", message, StringComparison.Ordinal);
        Assert.Contains(_folders.First.Layout.Folder, message, StringComparison.Ordinal);
        Assert.Contains(_folders.Second.Layout.Folder, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("final errors, predictions.safetensors and metrics.jsonl")]
    [InlineData("end, final errors, diagnostics.jsonl, predictions.safetensors, weights.safetensors and metrics.jsonl")]
    [InlineData("identity")]
    [InlineData("trace.safetensors")]
    public void One_run_with_two_contents_is_refused_and_both_folders_named(string parts)
    {
        switch (parts)
        {
            case "weights.safetensors":
                ChangeFiles(manifest => [.. manifest.Files.Select(file => file.Path == parts ? file with { Sha256 = "other" } : file)]);
                break;
            case "final errors, predictions.safetensors and metrics.jsonl":
                _folders.Second.WriteRun(Run, testError: 0.5);
                break;
            case "identity":
                _folders.Second.WriteRun(Run, change: manifest => manifest with { Identity = manifest.Identity with { Threads = 2 } });
                break;
            case "trace.safetensors":
                ChangeFiles(manifest => [.. manifest.Files, new FileDigest(RunLayout.TraceName, 1, "only here")]);
                break;
            default:
                _folders.Second.Diverge(Run);
                ChangeFiles(manifest => [manifest.Files[0]]);
                break;
        }

        Assert.Contains(
            $"\n  plain-20/seed-2: {_folders.First.Layout.Folder} and {_folders.Second.Layout.Folder} differ in {parts}\n", _folders.Refusal(), StringComparison.Ordinal);

        void ChangeFiles(Func<RunManifest, IReadOnlyList<FileDigest>> files) =>
            MergedFolders.Rewrite(_folders.Second, Run, manifest => manifest with { Files = files(manifest) });
    }

    [Theory]
    [InlineData("plan.json")]
    [InlineData("architectures.json")]
    [InlineData("runs")]
    [InlineData("runs/plain-20")]
    [InlineData("runs/plain-20/seed-2")]
    [InlineData("runs/plain-20/seed-2/manifest.json")]
    [InlineData("runs/plain-20/seed-2/failure.json")]
    [InlineData("runs/plain-20/seed-2/metrics.jsonl")]
    public void A_symbolic_link_is_refused_and_named(string place)
    {
        var path = Path.Combine(_folders.Second.Layout.Folder, place);
        var elsewhere = Path.Combine(_folders.Second.Folder, "elsewhere");
        if (Directory.Exists(path))
        {
            Directory.Move(path, elsewhere);
            Directory.CreateSymbolicLink(path, elsewhere);
        }
        else
        {
            File.WriteAllText(elsewhere, "{}");
            if (File.Exists(path))
            {
                File.Move(path, elsewhere, overwrite: true);
            }

            File.CreateSymbolicLink(path, elsewhere);
        }

        Assert.StartsWith($"{path} is a symbolic link to {elsewhere}.", _folders.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_lists_a_file_in_another_folder_is_refused()
    {
        MergedFolders.Rewrite(_folders.Second, Run, manifest => manifest with { Files = [.. manifest.Files, new FileDigest("deeper/notes.txt", 1, "x")] });
        Assert.Contains("lists deeper/notes.txt", _folders.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_points_out_of_its_folder_is_a_damaged_run_and_not_copied()
    {
        MergedFolders.Rewrite(_folders.First, Run, manifest => manifest with { Files = [.. manifest.Files, new FileDigest("../../../plan.json", 1, "x")] });
        var plan = _folders.Plan();
        Assert.Equal(_folders.Second.Layout, plan.Chosen.Single(chosen => chosen.Run == Run).From.Layout);
        Assert.Contains("lies outside the run's folder", plan.Unfinished.Single().Run.Record.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_plan_is_refused()
    {
        File.Delete(_folders.Second.Layout.Plan);
        Assert.StartsWith($"There is no {_folders.Second.Layout.Plan}. Expected the results folder of a plan", _folders.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_without_a_finished_run_are_refused()
    {
        foreach (var run in _folders.Runs)
        {
            _folders.First.Remove(run);
            _folders.Second.Fail(run);
        }

        Assert.StartsWith("There is no finished run of 'synthetic-quick' in", _folders.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_named_twice_is_refused()
    {
        var first = _folders.First.Layout;
        var again = ResultsLayout.OfFolder(Path.Combine(first.Folder, "runs", "..") + "/");
        Assert.Contains("named more than once", Assert.Throws<HarnessException>(() => new MergePlan([first, again], _folders.Target)).Message, StringComparison.Ordinal);
        Assert.Contains("named more than once", Assert.Throws<HarnessException>(() => new MergePlan([first], first)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_a_file_or_holds_something_else_is_refused()
    {
        File.WriteAllText(_folders.Target.Folder, "");
        Assert.Contains("is a file", Assert.Throws<HarnessException>(_folders.Plan).Message, StringComparison.Ordinal);
        var other = ResultsLayout.OfFolder(_folders.First.Folder);
        Assert.Contains("is not empty and holds no plan.json", Assert.Throws<HarnessException>(() => new MergePlan([_folders.Second.Layout], other)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folders.Dispose();
}
