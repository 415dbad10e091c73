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

    // artifacts/bin for the CPU's libtorch, artifacts/NAME/bin for another.
    private static string Backend =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "artifacts"), AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar)[0] is var name && name == "bin" ? "cpu" : name;

    private static string ExperimentsPath => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Harness.Experiments", $"{Configuration}_linux-x64", "experiments.dll"));

    /// <summary>What starts the trainer: the words before the verb.</summary>
    public static IReadOnlyList<string> ExperimentsWords => ["dotnet", ExperimentsPath];

    /// <summary>What starts the reporting program.</summary>
    public static IReadOnlyList<string> ReportingWords => ["dotnet", Path.Combine(AppContext.BaseDirectory, "reporting.dll")];

    public static Task<(int ExitCode, string Output)> Experiments(params string[] arguments) => RunAsync("dotnet", [ExperimentsPath, .. arguments], null);

    public static Task<(int ExitCode, string Output)> Reporting(params string[] arguments) => RunAsync("dotnet", [ReportingWords[1], .. arguments], null);

    /// <param name="variables">More variables of its environment, each <c>NAME=value</c>.</param>
    public static Task<(int ExitCode, string Output)> ExperimentsWith(IEnumerable<string> variables, params string[] arguments) =>
        RunAsync("env", [.. variables, "dotnet", ExperimentsPath, .. arguments], null);

    /// <param name="variables">More variables of its environment, each <c>NAME=value</c>.</param>
    public static Task<(int ExitCode, string Output)> ReportingWith(IEnumerable<string> variables, params string[] arguments) =>
        RunAsync("env", [.. variables, .. ReportingWords, .. arguments], null);

    /// <summary>Any program.</summary>
    public static Task<(int ExitCode, string Output)> Run(string program, params string[] arguments) => RunAsync(program, arguments, null);

    /// <summary>The trainer as a user of a Slurm cluster calls it.</summary>
    /// <param name="configuration">The cluster's <c>SLURM_CONF</c>.</param>
    public static Task<(int ExitCode, string Output)> ExperimentsOnCluster(string configuration, params string[] arguments) =>
        RunAsync("env", [$"SLURM_CONF={configuration}", "dotnet", ExperimentsPath, .. arguments], null);

    /// <summary>Runs a target of the repository's build script on the programs that these tests were built with.</summary>
    public static Task<(int ExitCode, string Output)> Cake(params string[] arguments) =>
        RunAsync("dotnet", ["cake", $"--configuration={Configuration}", $"--backend={Backend}", .. arguments], null, Repository.Root);

    /// <summary>The same, and calls <paramref name="disturb"/> with the process number of <c>dotnet cake</c> once the output contains <paramref name="mark"/>.</summary>
    public static Task<(int ExitCode, string Output)> CakeDisturbed(string mark, Action<int> disturb, params string[] arguments) =>
        RunAsync("dotnet", ["cake", $"--configuration={Configuration}", $"--backend={Backend}", .. arguments], new Disturbance([mark], disturb, Once: true), Repository.Root);

    /// <summary>Runs the trainer where it sees one core of the machine.</summary>
    public static Task<(int ExitCode, string Output)> ExperimentsOnOneCore(params string[] arguments) =>
        RunAsync("taskset", ["--cpu-list", "0", "dotnet", ExperimentsPath, .. arguments], null);

    /// <summary>Runs the trainer and calls <paramref name="disturb"/> with its process number once its output contains <paramref name="mark"/>.</summary>
    public static Task<(int ExitCode, string Output)> ExperimentsDisturbed(string mark, Action<int> disturb, params string[] arguments) =>
        RunAsync("dotnet", [ExperimentsPath, .. arguments], new Disturbance([mark], disturb, Once: true));

    /// <summary>The same, each time that a line of its output contains one of the marks.</summary>
    public static Task<(int ExitCode, string Output)> ExperimentsDisturbedEachTime(string[] marks, Action<int> disturb, params string[] arguments) =>
        RunAsync("dotnet", [ExperimentsPath, .. arguments], new Disturbance(marks, disturb, Once: false));

    /// <param name="variables">More variables of its environment, each <c>NAME=value</c>.</param>
    /// <inheritdoc cref="ExperimentsDisturbedEachTime"/>
    public static Task<(int ExitCode, string Output)> ExperimentsDisturbedEachTimeWith(IEnumerable<string> variables, string[] marks, Action<int> disturb, params string[] arguments) =>
        RunAsync("env", [.. variables, "dotnet", ExperimentsPath, .. arguments], new Disturbance(marks, disturb, Once: false));

    /// <summary>Waits for a program that has to end with 0.</summary>
    public static async Task<string> RequireSuccess(Task<(int ExitCode, string Output)> program)
    {
        var (exitCode, output) = await program;
        Assert.True(exitCode == 0, output);
        return output;
    }

    public static void Send(int process, int signal) => _ = Kill(process, signal);

    /// <summary>The processes that <paramref name="process"/> has started and that are still there.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) =>
    [
        .. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(int.Parse),
    ];

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, Disturbance? disturbance, string folder = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (disturbance is { } given && given.Marks.Any(mark => line.Contains(mark, StringComparison.Ordinal)))
            {
                given.Disturb(process.Id);
                disturbance = given.Once ? null : given;
            }
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', output) + await error);
    }

    /// <param name="Marks">In a line of the program's output.</param>
    /// <param name="Disturb">Gets the program's process number.</param>
    /// <param name="Once">The first mark alone counts.</param>
    private sealed record Disturbance(string[] Marks, Action<int> Disturb, bool Once);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
