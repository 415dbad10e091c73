using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.EndToEnd.Tests;

/// <summary>The benchmark runs and writes a whole record; how fast anything is, is not asserted.</summary>
public sealed class BenchmarkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-benchmark-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_short_benchmark_writes_a_record_of_every_arithmetic()
    {
        var record = await Measure();
        Assert.Contains(Precision.Float32, record.Results.Select(result => result.Precision));
        foreach (var result in record.Results)
        {
            Assert.Equal(("resnet-20", 128, 1), (result.Model, result.BatchSize, result.Threads));
            Assert.Single(result.ImagesPerSecond.Values);
            Assert.All(result.ImagesPerSecond.Values, rate => Assert.True(rate > 0));
            Assert.All(result.HostSecondsPerStep.Values, seconds => Assert.True(seconds > 0));
            Assert.True(result.ManagedBytesPerStep > 0);
            // libtorch alone takes more than this.
            Assert.True(result.PeakMemoryBytes > 100 << 20);
            Assert.Equal([ReferenceProgram.Samples], result.References.Select(reference => reference.Program));
            Assert.All(result.References, reference => Assert.Single(reference.Ratio.Values));
        }

        Assert.Equal(["basic-256", "bottleneck-256-64", "basic-64"], record.Blocks!.Blocks.Select(block => block.Block));
        Assert.All(record.Blocks.Blocks, block => Assert.True(Assert.Single(block.BackwardSeconds.Values) > 0));
    }

    [Fact]
    public async Task The_blocks_alone_are_timed_anew_and_the_rest_of_the_record_stays()
    {
        var alone = await Measure("--blocks-only");
        Assert.Empty(alone.Results);
        var path = new ResultsLayout(_folder.FullName, "quick").Benchmark;
        var elsewhere = alone with { Machine = alone.Machine with { Processor = "Another processor" }, SecondsPerMeasurement = 7, Blocks = null };
        RecordFile.Write(path, elsewhere, HarnessJson.Default.BenchmarkRecord);

        var record = await Measure("--blocks-only");

        Assert.Equal(("Another processor", 7), (record.Machine.Processor, record.SecondsPerMeasurement));
        Assert.Equal((alone.Machine.Processor, 3), (record.Blocks!.Machine.Processor, record.Blocks.Blocks.Count));
    }

    [PyTorchFact]
    public async Task With_a_peer_the_record_has_its_speed_beside_ours()
    {
        var record = await Measure("--precisions", "float32", "--peer", PythonWithTorch.Path!);
        var peer = Assert.Single(record.Results).References[1];
        Assert.Equal((ReferenceProgram.Seed, "noise", Precision.Float32), (peer.Program, peer.Images, peer.Precision));
        Assert.StartsWith("PyTorch ", peer.Software, StringComparison.Ordinal);
        Assert.Single(peer.Ratio.Values);
    }

    [Theory]
    [InlineData("There is no model 'resnet-21' to measure", "--models", "resnet-21")]
    [InlineData("There is no precision 'bf16'", "--precisions", "bf16")]
    [InlineData("there is no program 'no-such-python'", "--peer", "no-such-python")]
    public async Task A_slip_is_one_sentence_before_anything_is_measured(string sentence, params string[] arguments)
    {
        var (exitCode, output) = await Programs.Experiments(["bench", "--plan", "quick", "--results", _folder.FullName, .. arguments]);
        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private async Task<BenchmarkRecord> Measure(params string[] arguments)
    {
        var (exitCode, output) = await Programs.Experiments(
            ["bench", "--plan", "quick", "--results", _folder.FullName, "--models", "resnet-20", "--seconds", "0.3", "--repetitions", "1", .. arguments]);
        Assert.True(exitCode == 0, output);
        return RecordFile.Read(new ResultsLayout(_folder.FullName, "quick").Benchmark, HarnessJson.Default.BenchmarkRecord, BenchmarkRecord.SchemaName);
    }
}
