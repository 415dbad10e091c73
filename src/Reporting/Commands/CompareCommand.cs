using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Reporting.Comparing;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting compare A B</c>: two sets of results side by side, with tests for a difference.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var a = new Argument<string>("A") { Description = "A plan's results folder, with analysis.json and verdicts.json." };
        var b = new Argument<string>("B") { Description = "Another one: of another machine, library version, precision or plan." };
        var file = new Option<string?>("--output") { Description = "Write the comparison there as JSON too." };
        var strict = new Option<bool>("--strict") { Description = "Fail if a verdict differs or an error differs significantly after Holm's correction." };
        var command = new Command("compare", "Compare two sets of results: conditions, runs, claims, and each arm's errors with Welch's test.") { a, b, file, strict };
        command.SetAction(parse => Run(
            ResultsLayout.OfFolder(parse.GetRequiredValue(a)),
            ResultsLayout.OfFolder(parse.GetRequiredValue(b)),
            parse.GetValue(file),
            parse.GetValue(strict),
            parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout a, ResultsLayout b, string? file, bool strict, TextWriter output)
    {
        var report = ResultsComparison.Between(ResultSet.Read(a), ResultSet.Read(b));
        output.Write($"A: {a.Folder}\nB: {b.Folder}\n\n");
        output.Write(ComparisonText.Of(report));
        if (file is not null)
        {
            RecordFile.Write(file, report, HarnessJson.Default.ComparisonReport);
            output.Write($"Written: {file}\n");
        }

        var changed = report.Claims.Count(claim => claim.Changed);
        var significant = report.Metrics.Count(ResultsComparison.IsSignificant);
        return !strict || changed + significant == 0
            ? 0
            : throw new HarnessException($"The sets differ: {changed} verdict(s) changed, {significant} error(s) differ significantly after Holm's correction.");
    }
}
