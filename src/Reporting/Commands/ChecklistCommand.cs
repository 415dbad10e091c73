using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Checklists;
using Harness.Contracts.Consoles;
using Harness.Contracts.Files;
using Harness.Reporting.Checklist;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting checklist</c>: published reproducibility checklists, answered from the records.</summary>
internal static class ChecklistCommand
{
    public static Command Create()
    {
        var command = new Command("checklist", "Answer the reproducibility checklists from the plan's records, name what a person must answer, and write checklist.json.");
        var options = new ResultsOptions();
        options.AddTo(command);
        var items = new Option<string>("--items")
        {
            Description = "The folder of the checklists' items.",
            DefaultValueFactory = _ => ChecklistItems.DefaultFolder,
        };
        command.Options.Add(items);
        command.SetAction(parse => Run(options.Layout(parse), parse.GetRequiredValue(items), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, string folder, TextWriter output)
    {
        var record = FilledChecklist.From(ChecklistInputs.Read(layout), ChecklistItems.Read(folder));
        RecordFile.Write(layout.Checklist, record, HarnessJson.Default.ChecklistRecord);

        var items = record.Checklists.SelectMany(checklist => checklist.Items).ToList();
        var table = new TextTable("answer", "item", "question");
        items.ForEach(item => table.Add(AnswerWords.Of(item.Status), item.Id, item.Question));
        output.Write($"{table}\n");
        // One fact may answer several items: its sentence is read out once.
        foreach (var same in items.Where(item => item.Status is AnswerStatus.No or AnswerStatus.Partly).GroupBy(item => (item.Status, item.Answer)))
        {
            output.Write($"{AnswerWords.Of(same.Key.Status)}: {string.Join(", ", same.Select(item => item.Id))}\n  {same.Key.Answer}\n");
        }

        var counts = Enum.GetValues<AnswerStatus>().Select(status => $"{items.Count(item => item.Status == status)} {AnswerWords.Of(status)}");
        var open = items.Where(item => item.Status == AnswerStatus.Unanswered).Select(item => item.Id);
        output.Write($"\n{items.Count} items: {string.Join(", ", counts)}.\nA person must answer: {string.Join(", ", open)}.\nWritten: {layout.Checklist}\n");
        return 0;
    }
}
