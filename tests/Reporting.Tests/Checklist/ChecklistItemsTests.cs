using Harness.Contracts;
using Harness.Contracts.Checklists;
using Harness.Reporting.Checklist;

namespace Harness.Reporting.Tests.Checklist;

public sealed class ChecklistItemsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-checklist-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_shipped_checklist_is_whole()
    {
        var files = ChecklistItems.Read(ChecklistItems.DefaultFolder).Files;

        // Pineau et al.'s version 2.0 has 3, 2, 5, 5 and 6 items in its five sections; NeurIPS asks 16 questions; REFORMS has 32 items.
        Assert.Equal([21, 16, 32], files.Take(3).Select(file => file.Items.Count));
        Assert.Equal([3, 2, 5, 5, 6], files[0].Items.GroupBy(item => item.Source).Select(section => section.Count()));
        Assert.Equal(Enumerable.Range(1, 16).Select(number => $"neurips-{number}"), files[1].Items.Select(item => item.Id));
        Assert.Equal([3, 5, 7, 3, 6, 3, 3, 2], files[2].Items.GroupBy(item => item.Id["reforms-".Length]).Select(module => module.Count()));
        Assert.All(files[2].Items, item => Assert.StartsWith(item.Id["reforms-".Length..] + ", ", item.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void Ids_are_unique_over_all_checklists()
    {
        var ids = ChecklistItems.Read(ChecklistItems.DefaultFolder).Files.SelectMany(file => file.Items).Select(item => item.Id).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Every_fact_answers_an_item()
    {
        var used = ChecklistItems.Read(ChecklistItems.DefaultFolder).Files.SelectMany(file => file.Items).Select(item => item.AnsweredBy).ToHashSet();

        Assert.Empty(Enum.GetValues<AnsweredBy>().Except(used));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Write("10.json", """{ "id": "a", "source": "1", "question": "Why?", "answered_by": "unanswered" }""");
        Write("20.json", """{ "id": "a", "source": "", "question": "What?", "answered_by": "claims", "reason": "needless" }""", """{ "id": "B!", "source": "2", "question": "Who?", "answered_by": "claims" }""");

        var fault = Assert.Throws<HarnessException>(() => ChecklistItems.Read(_folder.FullName)).Message;

        Assert.Contains("have 5 fault(s)", fault, StringComparison.Ordinal);
        Assert.Contains("item 'a': a reason belongs to exactly those items that are unanswered or not_applicable", fault, StringComparison.Ordinal);
        Assert.Contains("item 'a': source and question must not be empty", fault, StringComparison.Ordinal);
        Assert.Contains("item 'B!': an id is made of lower-case words", fault, StringComparison.Ordinal);
        Assert.Contains("the item 'a' stands there 2 times", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "a", "source": "1", "question": "Why?", "answered_by": "guesswork" }""")]
    [InlineData("""{ "id": "a", "source": "1", "question": "Why?", "answered_by": 3 }""")]
    [InlineData("""{ "id": "a", "source": "1", "question": "Why?", "answered_by": "claims", "mark": "x" }""")]
    public void A_fact_that_does_not_exist_and_a_member_too_many_are_refused(string item)
    {
        Write("10.json", item);

        Assert.Contains("is not a harness/checklist-items/1 record", Assert.Throws<HarnessException>(() => ChecklistItems.Read(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_is_refused() =>
        Assert.Contains("There are no checklists", Assert.Throws<HarnessException>(() => ChecklistItems.Read(_folder.FullName)).Message, StringComparison.Ordinal);

    private void Write(string name, params string[] items) => File.WriteAllText(
        Path.Combine(_folder.FullName, name),
        $$"""{ "schema": "harness/checklist-items/1", "title": "Test", "source": "Nowhere", "items": [{{string.Join(", ", items)}}] }""");
}
