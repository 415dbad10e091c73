using System.CommandLine;
using System.Globalization;
using Harness.Contracts;
using Harness.Reporting.Checking;
using Harness.Reporting.Schemas;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting check</c>: whether all records of a plan are what their schemas, their digests and each other say.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command(
            "check", "Validate every record of a plan against its JSON Schema, the runs against their digests, and analysis and verdicts against what they were made from.");
        var options = new ResultsOptions();
        options.AddTo(command);
        command.SetAction(parse => Run(options.Layout(parse), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, TextWriter output)
    {
        var check = ResultsCheck.Of(layout, new RecordSchemas());
        if (check.Faults.Count > 0)
        {
            throw new HarnessException($"The records in {layout.Folder} have {check.Faults.Count} fault(s):\n{string.Join('\n', check.Faults.Select(fault => "  - " + fault))}");
        }

        output.Write(string.Create(CultureInfo.InvariantCulture, $"{check.Files:N0} files and {check.Lines:N0} lines of {layout.Folder} checked; no faults.\n"));
        return 0;
    }
}
