using System.Runtime.CompilerServices;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Experiments.Benchmarking;

namespace Harness.Experiments.Tests.Benchmarking;

public sealed class PeerTests
{
    [PyTorchFact]
    public async Task The_peer_s_augmentation_by_index_is_torchvisions()
    {
        var (exitCode, output) = await PythonWithTorch.RunAsync(Path.Combine(SourceFolder(), "peer_check.py"));
        Assert.True(exitCode == 0, output);
    }

    [PyTorchFact]
    public async Task The_peer_measures_itself_as_the_seed_and_at_its_best()
    {
        var peer = new PeerProgram(PythonWithTorch.Path!, dataFolder: null, DeviceClass.Cpu);
        await peer.RequireAsync(CancellationToken.None);
        foreach (var (program, precision) in new[] { (ReferenceProgram.Seed, Precision.Float32), (ReferenceProgram.Best, Precision.Bfloat16) })
        {
            var found = await peer.MeasureAsync(program, SyntheticPlan.Residual8, batchSize: 4, TimeSpan.FromMilliseconds(100), CancellationToken.None);
            Assert.True(found.ImagesPerSecond > 0);
            Assert.Equal((precision, "noise", Environment.ProcessorCount), (found.Precision, found.Images, found.Threads));
        }
    }

    [Fact]
    public async Task A_python_that_is_not_there_is_one_sentence()
    {
        var peer = new PeerProgram("no-such-python", dataFolder: null, DeviceClass.Cpu);
        var fault = await Assert.ThrowsAsync<HarnessException>(() => peer.RequireAsync(CancellationToken.None));
        Assert.Equal("PyTorch cannot be measured: there is no program 'no-such-python'. Name a Python that has torch and torchvision with --peer.", fault.Message);
    }

    [Fact]
    public void On_a_gpu_the_peer_is_also_measured_at_its_best()
    {
        Assert.Equal([ReferenceProgram.Seed], new PeerProgram("python3", null, DeviceClass.Cpu).Programs);
        Assert.Equal([ReferenceProgram.Seed, ReferenceProgram.Best], new PeerProgram("python3", null, DeviceClass.Cuda).Programs);
    }

    // The script imports peer.py from the source tree.
    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
