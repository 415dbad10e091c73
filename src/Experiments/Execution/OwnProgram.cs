using System.Diagnostics;

namespace Harness.Experiments.Execution;

/// <summary>Starts this very program again.</summary>
internal static class OwnProgram
{
    /// <summary>All three standard streams are redirected; arguments are passed as a list, never through a shell.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        // Started as "dotnet experiments.dll", the process is dotnet and the program its first argument.
        var self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(OwnProgram).Assembly.Location] : [];
        return new ProcessStartInfo(self, [.. program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
