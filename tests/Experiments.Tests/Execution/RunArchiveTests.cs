using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Tests.Execution;

public sealed class RunArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;
    private readonly ResultsLayout _layout;
    private readonly RunArchive _archive;
    private readonly RunIdentity _identity = PlannedRuns.Of(SyntheticPlan.Tiny(), new string('d', 64), DeviceClass.Cpu)[0].Identity;

    public RunArchiveTests()
    {
        _layout = new ResultsLayout(_folder, "tiny");
        _archive = new RunArchive(_layout);
    }

    private RunLayout Run => _layout.Run(_identity.Run);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_there_is_absent_and_a_folder_without_a_manifest_is_a_start()
    {
        Assert.Equal(RecordState.Absent, _archive.Inspect(_identity).State);
        Directory.CreateDirectory(Run.Folder);
        Assert.Equal(RecordState.Started, _archive.Inspect(_identity).State);
    }

    [Fact]
    public void A_whole_record_of_this_run_is_finished()
    {
        WriteRecord();
        Assert.Equal(RecordState.Finished, _archive.Inspect(_identity).State);
    }

    [Fact]
    public void A_record_of_other_code_or_another_recipe_is_not_used_and_says_why()
    {
        WriteRecord();
        Assert.Contains("other code", _archive.Inspect(_identity with { CodeSha256 = new string('e', 64) }).Reason, StringComparison.Ordinal);
        Assert.Contains("another precision", _archive.Inspect(_identity with { Precision = Precision.Bfloat16 }).Reason, StringComparison.Ordinal);
        Assert.Contains("another recipe", _archive.Inspect(_identity with { Recipe = _identity.Recipe with { Gamma = 0.2 } }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_and_a_missing_file_make_a_record_unusable()
    {
        WriteRecord();
        File.WriteAllText(Run.Weights, "wEights");
        Assert.Equal(RecordState.Unusable, _archive.Inspect(_identity).State);
        File.Delete(Run.Weights);
        Assert.Contains("missing", _archive.Inspect(_identity).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_manifest_is_unusable_and_not_a_crash()
    {
        WriteRecord();
        File.WriteAllText(Run.Manifest, "{ \"schema\": ");
        Assert.Equal(RecordState.Unusable, _archive.Inspect(_identity).State);
    }

    // Reading a device would not end, and a file elsewhere is nobody's business.
    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("../seed-2/weights.safetensors")]
    [InlineData("..")]
    public void A_manifest_that_lists_a_file_outside_the_folder_is_unusable_and_nothing_is_read_there(string path)
    {
        WriteRecord();
        RecordFile.Write(Run.Manifest, SyntheticManifest.Of(_identity) with { Files = [new FileDigest(path, 0, ContentDigest.OfText(""))] }, HarnessJson.Default.RunManifest);

        var (state, reason) = _archive.Inspect(_identity);

        Assert.Equal(RecordState.Unusable, state);
        Assert.Contains("outside the run's folder", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_aside_is_kept_whole_and_twice_does_not_overwrite()
    {
        WriteRecord();
        var first = _archive.SetAside(_identity.Run);
        WriteRecord();
        var second = _archive.SetAside(_identity.Run);
        Assert.NotEqual(first, second);
        Assert.Equal("weights", File.ReadAllText(Path.Combine(first, RunLayout.WeightsName)));
        Assert.False(Directory.Exists(Run.Folder));
    }

    private void WriteRecord()
    {
        AtomicFile.WriteText(Run.Weights, "weights");
        var manifest = SyntheticManifest.Of(_identity) with { Files = [new FileDigest(RunLayout.WeightsName, 7, ContentDigest.OfText("weights"))] };
        RecordFile.Write(Run.Manifest, manifest, HarnessJson.Default.RunManifest);
    }
}
