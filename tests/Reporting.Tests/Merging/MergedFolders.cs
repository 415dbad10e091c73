using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Merging;

namespace Harness.Reporting.Tests.Merging;

/// <summary>Two machines' folders of one synthetic plan and an empty place for what is merged from them. Deleted on dispose.</summary>
internal sealed class MergedFolders : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-merge-");

    public SyntheticResults First { get; } = SyntheticResults.Complete(SyntheticPlans.Quick());

    public SyntheticResults Second { get; } = SyntheticResults.Complete(SyntheticPlans.Quick());

    /// <summary>Does not exist until something is merged into it.</summary>
    public ResultsLayout Target => new(_folder.FullName, "merged");

    public IReadOnlyList<RunId> Runs => First.Plan.Expand();

    /// <summary>Leaves each run in one of the two folders: in the second where <paramref name="isSecond"/> says so.</summary>
    public MergedFolders Split(Func<int, bool> isSecond)
    {
        for (var index = 0; index < Runs.Count; index++)
        {
            (isSecond(index) ? First : Second).Remove(Runs[index]);
        }

        return this;
    }

    public MergePlan Plan() => new([First.Layout, Second.Layout], Target);

    public ResultsMerge Merge()
    {
        var merge = new ResultsMerge(Plan());
        merge.CarryOut();
        return merge;
    }

    /// <exception cref="Xunit.Sdk.XunitException">The merge is not refused, or something was written.</exception>
    public string Refusal()
    {
        var fault = Assert.Throws<HarnessException>(() => Merge());
        Assert.False(Directory.Exists(Target.Folder));
        return fault.Message;
    }

    /// <summary>The same run as a slower machine would record it: other times in the metrics and in the manifest.</summary>
    public static void Slow(SyntheticResults results, RunId run)
    {
        var layout = results.Layout.Run(run);
        File.WriteAllText(layout.Metrics, File.ReadAllText(layout.Metrics).Replace("\"elapsed_seconds\":", "\"elapsed_seconds\":1", StringComparison.Ordinal));
        Rewrite(results, run, manifest => manifest with
        {
            ElapsedSeconds = 1_000,
            Attempts = 2,
            Files = [.. manifest.Files.Select(file => file.Path == RunLayout.MetricsName ? file with { Sha256 = ContentDigest.OfFile(layout.Metrics) } : file)],
        });
    }

    public static void Rewrite(SyntheticResults results, RunId run, Func<RunManifest, RunManifest> change)
    {
        var path = results.Layout.Run(run).Manifest;
        var type = HarnessJson.Default.RunManifest;
        RecordFile.Write(path, change(RecordFile.Read(path, type, RunManifest.SchemaName)), type);
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        _folder.Delete(recursive: true);
    }
}
