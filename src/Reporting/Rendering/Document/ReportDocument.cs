namespace Harness.Reporting.Rendering.Document;

/// <summary>A numbered section of the report.</summary>
internal sealed record Chapter(string Label, string Title, IReadOnlyList<Block> Blocks);

/// <summary>
/// The whole report, independent of any file format. PDF, HTML and Markdown are written from this alone, so they cannot disagree.
/// </summary>
internal sealed class ReportDocument
{
    private readonly Dictionary<string, string> _references = [];

    /// <param name="firstPage">What stands before the contents.</param>
    public ReportDocument(ReportTitle title, IReadOnlyList<Block> firstPage, IReadOnlyList<Chapter> chapters)
    {
        Title = title;
        FirstPage = firstPage;
        Chapters = chapters;
        NumberEverything();
    }

    public ReportTitle Title { get; }

    public IReadOnlyList<Block> FirstPage { get; }

    public IReadOnlyList<Chapter> Chapters { get; }

    /// <summary>What a reference to a label reads as: <c>Section 2</c>, <c>Figure 3</c>, <c>Table 4</c>.</summary>
    public string Reference(string label) =>
        _references.TryGetValue(label, out var text) ? text : throw new InvalidOperationException($"Nothing in the report has the label '{label}'.");

    private void NumberEverything()
    {
        var (figures, tables) = (0, 0);
        foreach (var (chapter, index) in Chapters.Select((chapter, index) => (chapter, index)))
        {
            _references.Add(chapter.Label, $"Section {index + 1}");
        }

        foreach (var block in FirstPage.Concat(Chapters.SelectMany(chapter => chapter.Blocks)))
        {
            switch (block)
            {
                case FigureBlock figure:
                    _references.Add(figure.Label, $"Figure {++figures}");
                    break;
                case TableBlock table:
                    _references.Add(table.Label, $"Table {++tables}");
                    break;
            }
        }
    }
}

/// <summary>The words around the report.</summary>
/// <param name="Running">One line for the foot of every page: which plan, how large, and whether that is the paper's scale.</param>
internal sealed record ReportTitle(string Main, string Subtitle, string Running, string Description, IReadOnlyList<string> Keywords);
