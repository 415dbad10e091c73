using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting readme</c>: puts the verdicts' table into the README, or says that it is out of date.</summary>
internal static class ReadmeTableCommand
{
    public static Command Create()
    {
        var command = new Command("readme", $"Write the table of results between {ReadmeTable.Begin} and {ReadmeTable.End} of the README.");
        var options = new ResultsOptions();
        options.AddTo(command);
        var readme = new Option<string>("--readme") { Description = "The file to rewrite.", DefaultValueFactory = _ => "README.md" };
        var check = new Option<bool>("--check") { Description = "Change nothing; fail if the table is not the one that the results give." };
        command.Options.Add(readme);
        command.Options.Add(check);
        command.SetAction(parse => Run(
            options.Layout(parse), parse.GetRequiredValue(readme), parse.GetValue(check), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, string readme, bool check, TextWriter output)
    {
        if (!File.Exists(readme))
        {
            throw new HarnessException($"There is no {readme}. Name the README with --readme.");
        }

        var present = File.ReadAllText(readme);
        var wanted = ReadmeTable.Insert(present, ReadmeTable.From(layout), readme);
        if (present == wanted)
        {
            output.Write($"The table in {readme} is the one that {layout.Verdicts} gives.\n");
            return 0;
        }

        if (check)
        {
            throw new HarnessException($"The table in {readme} is not the one that {layout.Verdicts} gives. Run readme without --check and commit the file.");
        }

        AtomicFile.WriteText(readme, wanted);
        output.Write($"Written: {readme}\n");
        return 0;
    }
}
