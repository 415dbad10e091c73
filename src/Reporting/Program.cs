using System.CommandLine;
using Harness.Reporting.Commands;

var root = new RootCommand("Reads the results of a plan: statistics, verdicts on published claims, and the report.")
{
    AnalyseCommand.Create(),
    JudgeCommand.Create(),
    ChecklistCommand.Create(),
    RenderCommand.Create(),
    CheckCommand.Create(),
    VerifyCommand.Create(),
    ReadmeTableCommand.Create(),
    MergeCommand.Create(),
    CompareCommand.Create(),
    SchemasCommand.Create(),
};

return await CommandLine.Run(root, args, Console.Out, Console.Error);
