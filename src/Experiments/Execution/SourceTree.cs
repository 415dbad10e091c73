using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>Which code is running.</summary>
internal static class SourceTree
{
    /// <summary>SHA-256 over the sources that decide a run's numbers, taken when the program was built.</summary>
    public static string CodeSha256 { get; } = typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NumbersSha256").Value!;

    /// <summary>The version of the TorchSharp package; reading it loads no native library.</summary>
    public static string TorchSharpVersion { get; } = typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3);

    /// <summary>Asks git about the checkout around <paramref name="folder"/>; unknown where there is none, or no git.</summary>
    public static SourceRecord Inspect(string folder)
    {
        var commit = Git(folder, "rev-parse", "HEAD");
        if (commit is null)
        {
            return new SourceRecord(null, null);
        }

        // Results change while runs are made; what matters is whether the code is what the commit says.
        var changes = Git(folder, "status", "--porcelain", "--untracked-files=no", "--", ":/", ":(exclude,top)results");
        return new SourceRecord(commit, changes is null ? null : changes.Length > 0);
    }

    private static string? Git(string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
