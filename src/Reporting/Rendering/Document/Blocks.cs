using Harness.Contracts.Verdicts;
using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Rendering.Document;

/// <summary>What a chapter is made of. A closed set: every writer knows every kind.</summary>
internal abstract record Block;

internal sealed record Paragraph(Prose Text) : Block;

internal sealed record Subheading(string Title) : Block;

internal sealed record BulletList(IReadOnlyList<Prose> Items) : Block;

/// <summary>Commands to type, one a line.</summary>
internal sealed record Listing(IReadOnlyList<string> Lines) : Block;

/// <summary>A remark that a hurried reader must not miss.</summary>
internal sealed record Callout(Prose Text) : Block;

/// <summary>Terms and what they are, for instance a machine's parts.</summary>
internal sealed record FactList(IReadOnlyList<Fact> Facts) : Block;

internal sealed record Fact(string Term, Prose Text);

/// <summary>One judged claim, large: for the first page.</summary>
/// <param name="Evidence">Effect with its interval, n and p.</param>
internal sealed record VerdictCard(Verdict Verdict, Prose Statement, Prose Evidence) : Block;

/// <summary>A captioned, numbered table.</summary>
/// <param name="Label">Unique; what references name.</param>
/// <param name="Rows">Each as long as <paramref name="Columns"/>.</param>
/// <param name="Note">Sources and reservations, set small below the table.</param>
internal sealed record TableBlock(
    string Label, Prose Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Prose>> Rows, Prose Note) : Block
{
    /// <summary>Whether readers of a screen may put the rows into another order. Paper keeps the given one.</summary>
    public bool IsSortable { get; init; }
}

internal enum Alignment
{
    Left,
    Right,
    Centre,
}

/// <param name="Width">Share of the width that is left over; 0 for a column as wide as its content.</param>
internal sealed record Column(string Title, Alignment Alignment = Alignment.Left, double Width = 0)
{
    public static Column Number(string title) => new(title, Alignment.Right);

    public static Column Wide(string title, double width = 1) => new(title, Alignment.Left, width);
}

/// <summary>A captioned, numbered figure of one or more panels side by side.</summary>
/// <param name="Alternative">For those who cannot see the panels: what they show, with the numbers that matter.</param>
/// <param name="PanelsPerRow">How many panels stand side by side where there is room.</param>
internal sealed record FigureBlock(
    string Label, string Title, Prose Caption, string Alternative, IReadOnlyList<Svg> Panels, int PanelsPerRow) : Block;
