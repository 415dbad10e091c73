using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.EndToEnd.Tests;

/// <summary>
/// Results on a small file system of their own, which is full again and again: each time it gets a little larger, until it is large enough. Only a namespace of the test's own sees it.
/// </summary>
public sealed class DiskFullTests : IAsyncLifetime
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
            for size in 300k 596k 690k 1252k 16m; do
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

        var attempts = output.Split("== ", StringSplitOptions.RemoveEmptyEntries).Where(part => part.StartsWith("code", StringComparison.Ordinal)).Select(part => part.Split('\n')[0]).ToList();
        Assert.True(attempts is ["code 1", "code 1", "code 1", "code 1", "code 0"], output);
        Assert.Contains("architectures.json (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("state.safetensors (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("evaluation.safetensors (No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("free some space, then run the same command again; nothing that was finished is lost.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);

        var (found, expected) = (new ResultsLayout(kept, "tiny").Run(Run), new ResultsLayout(undisturbed, "tiny").Run(Run));
        var manifest = RecordFile.Read(found.Manifest, HarnessJson.Default.RunManifest, RunManifest.SchemaName);
        Assert.All(manifest.Files, file => Assert.Equal(file.Sha256, ContentDigest.OfFile(Path.Combine(found.Folder, file.Path))));
        Assert.Equal(ContentDigest.OfFile(expected.Weights), ContentDigest.OfFile(found.Weights));
        Assert.Equal(ContentDigest.OfFile(expected.Evaluation), ContentDigest.OfFile(found.Evaluation));
        Assert.False(File.Exists(found.Failure));
        Assert.Empty(Directory.GetFiles(found.Folder, AtomicFile.PartialPattern, SearchOption.AllDirectories));
    }
}
