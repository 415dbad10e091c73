using System.Globalization;

namespace Harness.EndToEnd.Tests.Slurm;

/// <summary>The processes of this machine, as <c>/proc</c> has them.</summary>
internal static class Processes
{
    /// <summary>Those whose environment holds all these variables, as <c>NAME=VALUE</c>.</summary>
    public static IReadOnlyList<int> With(params string[] variables) => [.. All().Where(process => variables.All(Environment(process).Contains))];

    /// <summary>Not ended, or ended and not yet noticed by its parent.</summary>
    public static bool IsThere(int process) => Directory.Exists($"/proc/{process}") && !Read(process, "stat").Contains(") Z ", StringComparison.Ordinal);

    /// <summary>Its first fifteen letters.</summary>
    public static string Name(int process) => Read(process, "comm").Trim();

    /// <summary>0 for one that is not there.</summary>
    public static int Parent(int process) =>
        // The name stands in parentheses and may hold anything; state and parent follow it.
        Read(process, "stat").Split(") ") is [.., var rest] && rest.Split(' ') is [_, var parent, ..] && int.TryParse(parent, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string[] Environment(int process) => Read(process, "environ").Split('\0');

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(number => number > 0);

    /// <summary>Empty for a process that has ended or is another user's.</summary>
    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
