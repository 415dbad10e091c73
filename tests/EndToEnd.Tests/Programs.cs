using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Harness.EndToEnd.Tests;

/// <summary>The built programs, run as a person or a script runs them.</summary>
internal static partial class Programs
{
    /// <summary>Not SIGINT: a shell that starts its jobs in the background has them ignore that one.</summary>
    public const int Terminate = 15;

    public const int KillSignal = 9;

    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string ExperimentsPath => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Harness.Experiments", $"{Configuration}_linux-x64", "experiments.dll"));

    public static Task<(int ExitCode, string Output)> Experiments(params string[] arguments) => RunAsync(ExperimentsPath, arguments, null);

    public static Task<(int ExitCode, string Output)> Reporting(params string[] arguments) => RunAsync(Path.Combine(AppContext.BaseDirectory, "reporting.dll"), arguments, null);

    /// <summary>Runs the trainer and sends it <paramref name="signal"/> once its output contains <paramref name="mark"/>.</summary>
    public static Task<(int ExitCode, string Output)> ExperimentsWithSignal(string mark, int signal, params string[] arguments) =>
        RunAsync(ExperimentsPath, arguments, (mark, signal));

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, (string Mark, int Signal)? interruption)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (interruption is { } signal && line.Contains(signal.Mark, StringComparison.Ordinal))
            {
                _ = Kill(process.Id, signal.Signal);
                interruption = null;
            }
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', output) + await error);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
