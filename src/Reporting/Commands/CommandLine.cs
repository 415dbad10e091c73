using System.CommandLine;
using Harness.Contracts;

namespace Harness.Reporting.Commands;

/// <summary>Runs a command tree and turns a fault that a person can mend into one message and the exit code 1.</summary>
internal static class CommandLine
{
    public const int Fault = 1;

    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        try
        {
            return await root.Parse(arguments).InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is HarnessException or IOException or UnauthorizedAccessException)
        {
            error.Write($"reporting: {fault.Message}\n");
            return Fault;
        }
    }
}
