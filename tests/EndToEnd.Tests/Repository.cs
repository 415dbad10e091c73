using System.Diagnostics;
using System.Reflection;

namespace Harness.EndToEnd.Tests;

/// <summary>The checked-out repository and its built programs.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "RepositoryRoot").Value!);

    public static string Results => Path.Combine(Root, "results");

    public static string Readme => Path.Combine(Root, "README.md");

    /// <summary>Runs the built reporting program as a person would.</summary>
    public static async Task<(int ExitCode, string Output)> Reporting(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "reporting.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
