using System.Text.RegularExpressions;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.EndToEnd.Tests;

/// <summary>
/// Results on a small file system of their own, which is full again and again: each time it gets a little larger, until it is large enough. Only a namespace of the test's own sees it.
/// </summary>
public sealed partial class DiskFullTests : IAsyncLifetime
{
    private static readonly RunId Run = new("plain-8", 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-full-").FullName;

    public Task InitializeAsync() => Programs.RequireSuccess(Programs.Experiments("data"));

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_full_at_any_file_of_a_run_costs_nothing_but_another_call()
    {
        var plan = Path.Combine(AppContext.BaseDirectory, "tiny.json");
        var (small, kept, undisturbed) = (Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName, Path.Combine(_folder, "kept"), Path.Combine(_folder, "undisturbed"));
        // 589 kB of architectures, 48 of a checkpoint, 24 of weights, 608 of an evaluation: each size is too small for another of them, but the last.
        var script = $"""
            for size in 300k 596k 1252k 16m; do
                mount -o remount,size=$size '{small}'
                echo "== $size"
                "$@"
                echo "== code $?"
            done
            cp -r '{small}/.' '{kept}'
            """;
        string[] train = [.. Programs.ExperimentsWords, "train", "--plan", plan, "--run", Run.ToString(), "--checkpoint-every", "0.1", "--results"];
        var (_, output) = await SmallDisk.RunAsync(small, "300k", _ => ["bash", "-c", script, "bash", .. train, small]);
        await Programs.RequireSuccess(Programs.Experiments([.. train[2..], undisturbed]));

        Assert.True(ExitCodes(output) is ["1", "1", "1", "0"], output);
        Assert.Contains("architectures.json (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("state.safetensors (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("evaluation.safetensors (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("free some space, then run the same command again; nothing that was finished is lost.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);

        RequireUnharmed(kept, undisturbed);
    }

    // A file system may have room for so many files and no more: it then says that it is full where the next one is made.
    [SmallDiskFact]
    public async Task A_disk_with_room_for_one_file_more_each_time_fails_at_each_file_of_a_run_in_turn_and_costs_nothing_but_another_call()
    {
        var plan = Path.Combine(AppContext.BaseDirectory, "tiny.json");
        var (small, kept, undisturbed) = (Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName, Path.Combine(_folder, "kept"), Path.Combine(_folder, "undisturbed"));
        var script = $"""
            for files in $(seq 3 40); do
                mount -o remount,nr_inodes=$files '{small}'
                "$@"
                code=$?
                echo "== code $code"
                [ $code = 0 ] && break
            done
            cp -r '{small}/.' '{kept}'
            """;
        string[] train = [.. Programs.ExperimentsWords, "train", "--plan", plan, "--run", Run.ToString(), "--checkpoint-every", "0.1", "--results"];
        var (_, output) = await SmallDisk.RunAsync(small, "16m,nr_inodes=3", _ => ["bash", "-c", script, "bash", .. train, small]);
        await Programs.RequireSuccess(Programs.Experiments([.. train[2..], undisturbed]));

        var codes = ExitCodes(output);
        Assert.True(codes.Count > 15 && codes[^1] == "0" && codes.SkipLast(1).All(code => code == "1"), output);
        Assert.All(
            new[] { "plan.json", "architectures.json", "worker.log", ".owner", "metrics.jsonl", "diagnostics.jsonl", "checkpoint/state.safetensors", "evaluation.safetensors", "predictions.safetensors", "trace.safetensors", "manifest.json" },
            name => Assert.Matches($"Cannot write [^ ]*/{name.Replace(".", "\\.", StringComparison.Ordinal)} \\(No space left on device", output));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        RequireUnharmed(kept, undisturbed);
    }

    [SmallDiskFact]
    public async Task A_report_for_which_there_is_no_room_or_no_right_to_write_leaves_everything_as_it_was()
    {
        var small = Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName;
        var script = $$"""
            cp -r '{{Repository.PathOf("results", "quick")}}' '{{small}}/quick' && cd '{{small}}' && chmod -R u+w quick
            files() { find quick -type f -exec sha256sum {} + | sort; }
            free() { head -c $(( $(df --output=avail -B1 . | tail -1) - $1 )) /dev/zero > ballast; }
            make() { for verb in "$@"; do "${program[@]}" $verb --plan quick --results .; echo "== code $?"; done; }
            program=("$@")
            make analyse judge checklist render
            before=$(files)
            free 0; make analyse judge checklist render
            rm ballast; free 500000; make render
            rm ballast; free 1200000; make render
            rm ballast; mount -o remount,ro . ; make analyse judge checklist render
            [ "$before" = "$(files)" ] && echo all as it was
            """;
        var (_, output) = await SmallDisk.RunAsync(small, "64m", _ => ["bash", "-c", script, "bash", .. Programs.ReportingWords]);

        Assert.True(ExitCodes(output) is ["0", "0", "0", "0", .. var refused] && refused.Count == 10 && refused.All(code => code == "1"), output);
        Assert.All(
            new[] { "analysis.json", "verdicts.json", "checklist.json", "report/degradation.svg" },
            name => Assert.All(new[] { "No space left on device", "Read-only file system" }, why => Assert.Contains($"quick/{name} ({why}", output, StringComparison.Ordinal)));
        Assert.Contains("report.html (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("report.pdf (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("all as it was", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    // What a program says on its standard error follows the rest, on the same line.
    private static List<string> ExitCodes(string output) => [.. ExitCode().Matches(output).Select(match => match.Groups[1].Value)];

    /// <summary>The run is finished, all that its manifest lists is whole, its numbers are those of the undisturbed one, and nothing is left over.</summary>
    private static void RequireUnharmed(string kept, string undisturbed)
    {
        var (found, expected) = (new ResultsLayout(kept, "tiny").Run(Run), new ResultsLayout(undisturbed, "tiny").Run(Run));
        var manifest = RecordFile.Read(found.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        Assert.All(manifest.Files, file => Assert.Equal(file.Sha256, ContentDigest.OfFile(Path.Combine(found.Folder, file.Path))));
        Assert.Equal(ContentDigest.OfFile(expected.Weights), ContentDigest.OfFile(found.Weights));
        Assert.Equal(ContentDigest.OfFile(expected.Evaluation), ContentDigest.OfFile(found.Evaluation));
        Assert.False(File.Exists(found.Failure));
        Assert.Empty(Directory.GetFiles(found.Folder, AtomicFile.PartialPattern, SearchOption.AllDirectories));
    }

    [GeneratedRegex("^== code ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex ExitCode();
}
