using Harness.Contracts.Checklists;
using Harness.Reporting.Checklist;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>Published reproducibility checklists, as far as the records answer them, and the items that they leave to a person.</summary>
internal static class ChecklistChapter
{
    private const string OpenItems = "tab-checklist-open";

    public static Chapter Write(ReportInputs inputs) => new(
        "sec-checklist",
        "Reproducibility checklists",
        inputs.Checklist is { } checklist
            ? [Introduction(checklist), .. Answered(checklist), Open(checklist)]
            : [new Paragraph(Prose.Of($"No checklist was filled in. {Span.Code($"reporting checklist --plan {inputs.Plan.Name}")} does it from the same records, and so does {Span.Code("dotnet cake --target=Report")} before it sets the report."))]);

    private static Paragraph Introduction(ChecklistRecord record)
    {
        var items = record.Checklists.SelectMany(checklist => checklist.Items).ToList();
        var counts = Enum.GetValues<AnswerStatus>().Select(status => $"{items.Count(item => item.Status == status)} {AnswerWords.Of(status)}");
        return new Paragraph(Prose.Of($"A program answers these checklists from the records alone; it cannot read what is not on disk, and says so. The items are in the harness’s own words. Of {items.Count} items: {string.Join(", ", counts)}."));
    }

    private static IEnumerable<TableBlock> Answered(ChecklistRecord record)
    {
        // One fact may answer several items; its sentence is printed once.
        var printed = new Dictionary<string, (string Table, string Question)>();
        foreach (var (checklist, place) in record.Checklists.Select((checklist, place) => (checklist, place + 1)))
        {
            var label = $"tab-checklist-{place}";
            yield return new TableBlock(
                label,
                $"{checklist.Title}: what the records answer.",
                [Column.Wide("Item", 0.8), new Column("Answer"), Column.Wide("Evidence", 1.6)],
                [.. checklist.Items.Where(item => item.Status != AnswerStatus.Unanswered).Select(item => Row(item, label))],
                Prose.Of($"{checklist.Source}. Items without an answer are in {Span.Reference(OpenItems)}."));
        }

        Prose[] Row(AnsweredItem item, string table) =>
        [
            Item(item.Question, item.Source),
            item.Status == AnswerStatus.No ? Span.Strong(AnswerWords.Of(item.Status)) : AnswerWords.Of(item.Status),
            printed.TryAdd(item.Answer, (table, item.Question)) ? Said(item) : Reference(printed[item.Answer], table),
        ];
    }

    private static Prose Reference((string Table, string Question) earlier, string table) => earlier.Table == table
        ? $"As under “{earlier.Question}”"
        : Prose.Of($"As in {Span.Reference(earlier.Table)} under “{earlier.Question}”");

    private static Prose Said(AnsweredItem item) => item.Evidence.Count == 0
        ? item.Answer
        : Prose.Of($"{item.Answer} {Span.Emphasis($"{string.Join(", ", item.Evidence)}.")}");

    private static TableBlock Open(ChecklistRecord record) => new(
        OpenItems,
        "Items that a person has to answer.",
        [Column.Wide("Item"), Column.Wide("Why no record answers it")],
        [
            .. from checklist in record.Checklists
               from item in checklist.Items
               where item.Status == AnswerStatus.Unanswered
               select new Prose[] { Item(item.Question, $"{checklist.Title}: {item.Source}"), item.Answer },
        ],
        Prose.Empty);

    private static Prose Item(string question, string source) => Prose.Of($"{question} {Span.Emphasis($"{Quantity.Capitalised(source)}.")}");
}
