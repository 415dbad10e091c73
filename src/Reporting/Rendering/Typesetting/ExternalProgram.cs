using System.ComponentModel;
using System.Diagnostics;
using Harness.Contracts;

namespace Harness.Reporting.Rendering.Typesetting;

/// <summary>What another program said and how it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>Runs another program to its end with a time limit. Arguments are passed as a list, never through a shell.</summary>
internal static class ExternalProgram
{
    /// <returns>What it said, or null where there is no such program.</returns>
    /// <exception cref="HarnessException">It did not end in time and was stopped.</exception>
    public static async Task<ProgramResult?> Run(string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellation)
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
            throw new HarnessException($"{program} did not finish within {limit.TotalSeconds:0} seconds and was stopped. Run the same command again; if it happens again, the machine is out of memory or the program is broken.");
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
