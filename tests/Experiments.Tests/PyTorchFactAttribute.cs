using System.Diagnostics;

namespace Harness.Tests;

/// <summary>A test that asks PyTorch itself; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyTorchFactAttribute : FactAttribute
{
    public PyTorchFactAttribute()
    {
        if (PythonWithTorch.Path is null)
        {
            Skip = "needs python3 with PyTorch (apt-get install python3-torch python3-torchvision)";
        }
    }
}

/// <summary>The first <c>python3</c> of the PATH that imports torch and torchvision: a version manager's own may stand before the system's.</summary>
internal static class PythonWithTorch
{
    private static readonly Lazy<string?> Found = new(Find);

    public static string? Path => Found.Value;

    /// <summary>Runs a script and returns what it wrote to either stream.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(Path!, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, "python3"))
            .FirstOrDefault(path => File.Exists(path) && ImportsTorch(path));

    private static bool ImportsTorch(string python)
    {
        using var process = Start(python, ["-c", "import torch, torchvision"]);
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = error.Result;
        return process.ExitCode == 0;
    }

    private static Process Start(string python, string[] arguments)
    {
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The scripts import from the source tree, which tests leave as it is.
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return Process.Start(start)!;
    }
}
