using System.Text;
using System.Text.RegularExpressions;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Writers;

/// <summary>The report as GitHub-flavoured Markdown, fit for a CI job summary. Figures are given in words.</summary>
internal sealed partial class MarkdownWriter(ReportDocument report)
{
    private readonly StringBuilder _text = new();

    public static string Write(ReportDocument report)
    {
        var writer = new MarkdownWriter(report);
        writer.WriteAll();
        return writer._text.ToString().TrimEnd('\n') + "\n";
    }

    private void WriteAll()
    {
        Line($"# {Escape(report.Title.Main)}");
        Line($"{Escape(report.Title.Subtitle)}");
        WriteBlocks(report.FirstPage);
        foreach (var (chapter, index) in report.Chapters.Select((chapter, index) => (chapter, index)))
        {
            Line($"## {index + 1} {Escape(chapter.Title)}");
            WriteBlocks(chapter.Blocks);
        }

        Line($"*{Escape(report.Title.Running)}*");
    }

    private void WriteBlocks(IReadOnlyList<Block> blocks)
    {
        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index] is VerdictCard)
            {
                var cards = blocks.Skip(index).TakeWhile(block => block is VerdictCard).Cast<VerdictCard>().ToList();
                WriteCards(cards);
                index += cards.Count - 1;
            }
            else
            {
                WriteBlock(blocks[index]);
            }
        }
    }

    private void WriteCards(IReadOnlyList<VerdictCard> cards) => WriteRows(
        [new Column("Verdict"), new Column("Claim"), new Column("Evidence")],
        cards.Select(card => (IReadOnlyList<Prose>)[Span.Strong(Quantity.Capitalised(VerdictWords.Of(card.Verdict))), card.Statement, card.Evidence]));

    private void WriteBlock(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Line(Inline(paragraph.Text));
                break;
            case Callout callout:
                Line("> " + Inline(callout.Text));
                break;
            case Subheading heading:
                Line("### " + Escape(heading.Title));
                break;
            case BulletList list:
                Line(string.Join('\n', list.Items.Select(item => "- " + Inline(item))));
                break;
            case FactList facts:
                Line(string.Join('\n', facts.Facts.Select(fact => $"- **{Escape(fact.Term)}:** {Inline(fact.Text)}")));
                break;
            case Listing listing:
                Line("```sh\n" + string.Join('\n', listing.Lines.Select(VisibleText.Of)) + "\n```");
                break;
            case TableBlock table:
                Line($"**{report.Reference(table.Label)}.** {Inline(table.Caption)}");
                WriteRows(table.Columns, table.Rows);
                if (!table.Note.IsEmpty)
                {
                    Line($"*Note.* {Inline(table.Note)}");
                }

                break;
            case FigureBlock figure:
                Line($"**{report.Reference(figure.Label)}: {Escape(figure.Title)}** (drawn in the PDF and the HTML). {Escape(figure.Alternative)}");
                break;
            default:
                throw new InvalidOperationException($"A {block.GetType().Name} has no Markdown form.");
        }
    }

    private void WriteRows(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Prose>> rows)
    {
        var lines = new List<string>
        {
            Row(columns.Select(column => column.Title.Length == 0 ? " " : Escape(column.Title))),
            Row(columns.Select(column => column.Alignment switch { Alignment.Right => "---:", Alignment.Centre => ":---:", _ => "---" })),
        };
        lines.AddRange(rows.Select(row => Row(row.Select(Inline))));
        Line(string.Join('\n', lines));
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private string Inline(Prose prose) => string.Concat(prose.Spans.Select(span => span.Kind switch
    {
        SpanKind.Strong => $"**{Escape(span.Text)}**",
        SpanKind.Emphasis => $"*{Escape(span.Text)}*",
        SpanKind.Code => Code(span.Text),
        SpanKind.Reference => report.Reference(span.Text),
        _ => Escape(span.Text),
    }));

    private static string Code(string text) =>
        text.AsSpan().IndexOfAny("`|\n\r") < 0 ? $"`{VisibleText.Of(text)}`" : Escape(text);

    /// <summary>Text from files must neither become markup nor end a table row, nor a link or a mention by itself: GitHub makes them of bare addresses and names.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in VisibleText.Of(text))
        {
            escaped.Append(character switch
            {
                '\n' or '\r' => " ",
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '@' => "&#64;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~' or '$' => $"\\{character}",
                _ => character,
            });
        }

        return BareAddress().Replace(escaped.ToString(), static match => match.Value.Replace(":", "&#58;", StringComparison.Ordinal).Replace(".", "&#46;", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\w+://|\bwww\.", RegexOptions.IgnoreCase)]
    private static partial Regex BareAddress();

    private void Line(string text) => _text.Append(text).Append("\n\n");
}
