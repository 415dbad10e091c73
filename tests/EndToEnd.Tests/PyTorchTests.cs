using System.Text.RegularExpressions;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.EndToEnd.Tests;

/// <summary>What a run leaves is of use to PyTorch: it loads the weights strictly and computes the recorded logits.</summary>
public sealed partial class PyTorchTests : IDisposable
{
    private static readonly string ParityPlan = Path.Combine(AppContext.BaseDirectory, "parity.json");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    // strict_load.py fails above 1e-4 and says how far apart they are: float32 on both sides, another order of summation.
    [PyTorchFact]
    public async Task Pytorch_loads_the_weights_strictly_and_computes_the_recorded_logits()
    {
        var (exitCode, output) = await Programs.Experiments("data");
        Assert.True(exitCode == 0, output);
        var testBatch = Path.Combine(Folder().Match(output).Groups[1].Value, "test_batch.bin");
        (exitCode, output) = await Programs.Experiments("train", "--plan", ParityPlan, "--results", _folder.FullName);
        Assert.True(exitCode == 0, output);

        var layout = new ResultsLayout(_folder.FullName, "parity");
        foreach (var run in Plan.Read(ParityPlan).Expand())
        {
            (exitCode, output) = await StrictLoad(layout.Run(run).Folder, testBatch);
            Assert.True(exitCode == 0, $"{run}: {output}");
            Assert.Contains("loaded with strict=True", output, StringComparison.Ordinal);
        }

        // The comparison can fail: one bit of the classifier's bias.
        var run8 = layout.Run(new RunId("resnet-8", 1));
        FlipBit(run8.Weights, "fc.bias");
        (exitCode, output) = await StrictLoad(run8.Folder, testBatch);
        Assert.True(exitCode == 1, output);
    }

    private static void FlipBit(string path, string tensor)
    {
        var file = SafetensorsFile.Read(path);
        var bytes = file[tensor].Bytes.ToArray();
        // The top bit of a float32's exponent.
        bytes[3] ^= 0x40;
        new SafetensorsFile([.. file.Tensors.Select(stored => stored.Name == tensor ? stored with { Bytes = bytes } : stored)], file.Metadata).Write(path);
    }

    private static async Task<(int ExitCode, string Output)> StrictLoad(string run, string testBatch)
    {
        var script = Path.Combine(Repository.Root, "tests", "Experiments.Tests", "Fidelity", "strict_load.py");
        return await PythonWithTorch.RunAsync(script, run, testBatch);
    }

    [GeneratedRegex(@"^CIFAR-10 is in (.*): six files", RegexOptions.Multiline)]
    private static partial Regex Folder();
}
