using System.Text.RegularExpressions;
using Harness.Contracts;
using Harness.Contracts.Checklists;
using Harness.Contracts.Files;

namespace Harness.Reporting.Checklist;

/// <summary>The published checklists, from every JSON file of one folder in the order of the files' names. Adding an item touches one of them.</summary>
internal sealed partial class ChecklistItems
{
    private ChecklistItems(IReadOnlyList<ChecklistItemsFile> files, string sha256) => (Files, Sha256) = (files, sha256);

    /// <summary>The folder that is built beside the program.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "Checklist");

    public IReadOnlyList<ChecklistItemsFile> Files { get; }

    /// <summary>Over the files' names and digests.</summary>
    public string Sha256 { get; }

    /// <exception cref="HarnessException">There are no checklists, or they have faults; all of them are named.</exception>
    public static ChecklistItems Read(string folder)
    {
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        if (paths.Count == 0)
        {
            throw new HarnessException($"There are no checklists in {folder}. Expected *.json files of the schema {ChecklistItemsFile.SchemaName} there.");
        }

        var files = paths.ConvertAll(path => RecordFile.Read(path, HarnessJson.Default.ChecklistItemsFile, ChecklistItemsFile.SchemaName));
        var items = files.SelectMany(file => file.Items).ToList();
        List<string> problems =
        [
            .. items.SelectMany(item => ProblemsIn(item).Select(problem => $"item '{item.Id}': {problem}")),
            .. items.GroupBy(item => item.Id).Where(same => same.Count() > 1).Select(same => $"the item '{same.Key}' stands there {same.Count()} times"),
        ];
        if (problems.Count > 0)
        {
            throw new HarnessException($"The checklists in {folder} have {problems.Count} fault(s):\n{string.Join('\n', problems.Select(problem => "  - " + problem))}");
        }

        return new ChecklistItems(
            files, ContentDigest.OfText(string.Concat(paths.Select(path => $"{Path.GetFileName(path)} {ContentDigest.OfFile(path)}\n"))));
    }

    private static IEnumerable<string> ProblemsIn(ChecklistItem item)
    {
        if (!IdPattern().IsMatch(item.Id))
        {
            yield return "an id is made of lower-case words and digits joined by hyphens";
        }

        if (string.IsNullOrWhiteSpace(item.Source) || string.IsNullOrWhiteSpace(item.Question))
        {
            yield return "source and question must not be empty";
        }

        var hasFact = item.AnsweredBy is not (AnsweredBy.Unanswered or AnsweredBy.NotApplicable);
        if (hasFact != (item.Reason is null) || (!hasFact && string.IsNullOrWhiteSpace(item.Reason)))
        {
            yield return "a reason belongs to exactly those items that are unanswered or not_applicable";
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$(?!\\n)")]
    private static partial Regex IdPattern();
}
