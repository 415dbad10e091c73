using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Harness.Build.Tests;

/// <summary>Runs <c>dotnet cake</c> as a user would.</summary>
internal static partial class Cake
{
    /// <summary>Runs the repository's own script.</summary>
    public static CakeOutput Run(params string[] arguments) => Run(Environment.GetEnvironmentVariable("PATH")!, arguments);

    /// <summary>The same with another PATH.</summary>
    public static CakeOutput Run(string path, string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, ["cake", .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CakeOutput(process.ExitCode, Colours().Replace(output, ""), Colours().Replace(errors.Result, ""));
    }

    /// <summary>The dotnet that runs the tests.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!;

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colours();
}

internal sealed record CakeOutput(int ExitCode, string Output, string Errors);
