using System.ComponentModel;
using System.Diagnostics;

namespace Harness.Contracts.Consoles;

/// <summary>What another program said and how it ended.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>Runs another program to its end with a time limit. Arguments are passed as a list, never through a shell.</summary>
public static class ExternalProgram
{
    /// <param name="program">A path, or a name that is looked up on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="whenLate">What to do where it took longer: the message's last sentence.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it said, or null where there is no such program.</returns>
    /// <exception cref="HarnessException">It did not end in time and was stopped.</exception>
    public static async Task<ProgramResult?> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan limit, string whenLate, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HarnessException($"{program} did not finish within {limit.TotalSeconds:0} seconds and was stopped. {whenLate}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
