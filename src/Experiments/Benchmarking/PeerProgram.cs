using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Benchmarks;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Benchmarking;

/// <summary>peer.py, the same training step in PyTorch, run by a Python that has torch and torchvision.</summary>
/// <param name="python">The interpreter: a path, or a name on the PATH.</param>
/// <param name="dataFolder">A folder with CIFAR-10's binary files; null for images of noise.</param>
internal sealed class PeerProgram(string python, string? dataFolder, DeviceClass device)
{
    private static string Script => Path.Combine(AppContext.BaseDirectory, "Peer", "peer.py");

    /// <summary>The ways in which the peer is measured: as the seed document's program on every device, and on a GPU also as PyTorch is fastest.</summary>
    public IReadOnlyList<ReferenceProgram> Programs => device == DeviceClass.Cuda ? [ReferenceProgram.Seed, ReferenceProgram.Best] : [ReferenceProgram.Seed];

    /// <summary>Finds out whether the peer can run, before anything long starts.</summary>
    /// <exception cref="HarnessException">Python or one of its packages is missing.</exception>
    public Task RequireAsync(CancellationToken stop) => RunAsync(["--help"], stop);

    /// <exception cref="HarnessException">Python or one of its packages is missing, or the script failed.</exception>
    public async Task<PeerMeasurement> MeasureAsync(ReferenceProgram program, ModelSpec model, int batchSize, TimeSpan duration, CancellationToken stop) => PeerMeasurement.FromLine(await RunAsync(
        [
            "--style", Word(program), "--device", Word(device), "--family", Word(model.Family), "--depth", Number(model.Depth), "--shortcut", Word(model.Shortcut),
            "--batch", Number(batchSize), "--warm-up", Number(StepWatch.WarmUpSteps(device)), "--seconds", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            // Its own default is one a core, but not everywhere.
            .. device == DeviceClass.Cpu ? new[] { "--threads", Number(Environment.ProcessorCount) } : [],
            .. dataFolder is null ? Array.Empty<string>() : ["--data", dataFolder],
        ],
        stop));

    private async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(python, ["-B", "-W", "ignore", Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            var text = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0
                ? text.Trim()
                : throw new HarnessException($"PyTorch cannot be measured: {(await errors).Trim().Split('\n')[^1]}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new HarnessException($"PyTorch cannot be measured: there is no program '{python}'. Name a Python that has torch and torchvision with --peer.", fault);
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
