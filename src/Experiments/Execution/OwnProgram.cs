using System.Diagnostics;

namespace Harness.Experiments.Execution;

/// <summary>Starts this very program again.</summary>
internal static class OwnProgram
{
    /// <summary>What starts it: the words before the verb, with absolute paths.</summary>
    public static IReadOnlyList<string> Words { get; } = FindWords();

    /// <summary>All three standard streams are redirected; arguments are passed as a list, never through a shell.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments) => new(Words[0], [.. Words.Skip(1), .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static string[] FindWords()
    {
        // Started as "dotnet experiments.dll", the process is dotnet and the program its first argument.
        var self = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, typeof(OwnProgram).Assembly.Location] : [self];
    }
}
