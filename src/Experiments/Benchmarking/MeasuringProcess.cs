using System.Diagnostics;
using System.Globalization;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Execution;

namespace Harness.Experiments.Benchmarking;

/// <summary>This program again, measuring one loop. It warms up, says so, and starts its clock when it is told to, so that several measure the same stretch of time.</summary>
internal sealed class MeasuringProcess : IDisposable
{
    /// <summary>The line that ends the warm-up.</summary>
    public const string Ready = "ready";

    private readonly string _model;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private MeasuringProcess(string model, Process process)
    {
        _model = model;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="surroundings">Options that every measuring process is called with: backend and determinism.</param>
    public static MeasuringProcess Start(string model, LoopStyle style, Precision precision, int threads, TimeSpan duration, IReadOnlyList<string> surroundings)
    {
        var start = OwnProgram.StartInfo(
        [
            "bench", "--measure", model, "--style", style.ToString(), "--arithmetic", precision.ToString(), "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--seconds", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture), .. surroundings,
        ]);
        if (style == LoopStyle.Harness)
        {
            // As a training worker has it.
            start.Environment["OMP_NUM_THREADS"] = "1";
            start.Environment["MKL_NUM_THREADS"] = "1";
        }

        return new MeasuringProcess(model, Process.Start(start)!);
    }

    /// <exception cref="HarnessException">The process ended instead.</exception>
    public async Task WarmUpAsync(CancellationToken stop)
    {
        while (await _process.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            if (line == Ready)
            {
                return;
            }
        }

        throw await FaultAsync(stop);
    }

    /// <exception cref="HarnessException">The process failed or printed something else.</exception>
    public async Task<Measurement> MeasureAsync(CancellationToken stop)
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync(stop);
        var text = await _process.StandardOutput.ReadToEndAsync(stop);
        await _process.WaitForExitAsync(stop);
        return _process.ExitCode == 0 ? Measurement.FromLine(text.Trim()) : throw await FaultAsync(stop);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<HarnessException> FaultAsync(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop);
        return new HarnessException($"Measuring {_model} ended with code {_process.ExitCode}: {(await _errors).Trim()}");
    }
}
