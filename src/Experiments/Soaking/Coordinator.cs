using System.Diagnostics;

namespace Harness.Experiments.Soaking;

/// <summary>A coordinator in a process of its own, whose output is read so that it never waits for a full pipe. Disposing it kills what is left of it.</summary>
internal sealed class Coordinator : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly long _began;
    private volatile string _lastWords = "it said nothing.";

    public Coordinator(ProcessStartInfo start, TimeProvider clock)
    {
        _clock = clock;
        _began = clock.GetTimestamp();
        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, line) => Hear(line.Data);
        Process.ErrorDataReceived += (_, line) => Hear(line.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    /// <summary>The first line of a stack trace in what it wrote; null if there is none.</summary>
    public string? Crash { get; private set; }

    public TimeSpan Age => _clock.GetElapsedTime(_began);

    /// <summary>The last line that it wrote.</summary>
    public string LastWords => _lastWords;

    public async Task<bool> EndsWithinAsync(TimeSpan time, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(time);
        try
        {
            await Process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken stop)
    {
        await Process.WaitForExitAsync(stop);
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }

        Process.Dispose();
    }

    private void Hear(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            _lastWords = line;
            if (line.StartsWith("Unhandled exception", StringComparison.Ordinal) || line.StartsWith("   at ", StringComparison.Ordinal))
            {
                Crash ??= line;
            }
        }
    }
}
