using System.Net;
using System.Security.Cryptography;
using System.Text;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Writers;

/// <summary>
/// The report as one HTML file that needs nothing else: no network, figures inside. Its one script sorts tables and shows values under the pointer; without it every word and
/// number is still there.
/// </summary>
internal sealed class HtmlWriter(ReportDocument report)
{
    private readonly StringBuilder _html = new();

    public static string Write(ReportDocument report)
    {
        var writer = new HtmlWriter(report);
        writer.WriteAll();
        return writer._html.ToString();
    }

    private void WriteAll()
    {
        var style = $"\n{ReadPart("report.css")}{PaintRules()}";
        var script = $"\n{ReadPart("report.js")}";
        Line("<!doctype html>");
        Line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy(style, script)}\">");
        Line("<meta name=\"color-scheme\" content=\"light dark\">");
        Line($"<meta name=\"description\" content=\"{Escape(report.Title.Description)}\">");
        Line($"<title>{Escape(report.Title.Main)} – {Escape(report.Title.Running)}</title>");
        Line($"<style>{style}</style></head><body>");
        Line($"<p class=\"running\">{Escape(report.Title.Running)}</p>");
        Line($"<main><header><h1>{Escape(report.Title.Main)}</h1><p class=\"subtitle\">{Escape(report.Title.Subtitle)}</p></header>");
        WriteBlocks(report.FirstPage);
        WriteContents();
        foreach (var (chapter, index) in report.Chapters.Select((chapter, index) => (chapter, index)))
        {
            Line($"<section id=\"{chapter.Label}\"><h2><span class=\"number\">{index + 1}</span> {Escape(chapter.Title)}</h2>");
            WriteBlocks(chapter.Blocks);
            Line("</section>");
        }

        Line($"<footer>{Escape(report.Title.Running)}</footer></main><script>{script}</script></body></html>");
    }

    /// <summary>
    /// Allows the styles and the script of this file, named by their digests, and nothing else, so that even a fault in the escaping could not run or fetch anything.
    /// </summary>
    private string Policy(string style, string script) =>
        $"default-src 'none'; style-src {Source(style)}; script-src {Source(script)}; base-uri 'none'; form-action 'none'{PicturePolicy()}";

    private static string Source(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private void WriteContents()
    {
        Line("<nav aria-label=\"Contents\"><h2>Contents</h2><ol>");
        foreach (var chapter in report.Chapters)
        {
            Line($"<li><a href=\"#{chapter.Label}\">{Escape(chapter.Title)}</a></li>");
        }

        Line("</ol></nav>");
    }

    private void WriteBlocks(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            WriteBlock(block);
        }
    }

    private void WriteBlock(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Line($"<p>{Inline(paragraph.Text)}</p>");
                break;
            case Callout callout:
                Line($"<p class=\"callout\">{Inline(callout.Text)}</p>");
                break;
            case Subheading heading:
                Line($"<h3>{Escape(heading.Title)}</h3>");
                break;
            case BulletList list:
                Line($"<ul>{string.Concat(list.Items.Select(item => $"<li>{Inline(item)}</li>"))}</ul>");
                break;
            case FactList facts:
                Line($"<dl>{string.Concat(facts.Facts.Select(fact => $"<div><dt>{Escape(fact.Term)}</dt><dd>{Inline(fact.Text)}</dd></div>"))}</dl>");
                break;
            case Listing listing:
                Line($"<pre><code>{Escape(string.Join('\n', listing.Lines))}</code></pre>");
                break;
            case VerdictCard card:
                Line($"<div class=\"verdict {VerdictWords.Of(card.Verdict).Replace(' ', '-')}\"><p class=\"badge\">{Quantity.Capitalised(VerdictWords.Of(card.Verdict))}</p>"
                    + $"<div><p class=\"statement\">{Inline(card.Statement)}</p><p class=\"evidence\">{Inline(card.Evidence)}</p></div></div>");
                break;
            case TableBlock table:
                WriteTable(table);
                break;
            case FigureBlock figure:
                WriteFigure(figure);
                break;
            default:
                throw new InvalidOperationException($"A {block.GetType().Name} has no HTML form.");
        }
    }

    private void WriteTable(TableBlock table)
    {
        Line($"<figure class=\"table\" id=\"{table.Label}\"><figcaption><b>{report.Reference(table.Label)}.</b> {Inline(table.Caption)}</figcaption>");
        Line("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + Escape(table.Caption.Text) + $"\"><table{TableClass(table)}><thead><tr>");
        Line(string.Concat(table.Columns.Select(column => $"<th scope=\"col\"{ColumnClass(column)}>{Escape(column.Title)}</th>")) + "</tr></thead><tbody>");
        var isOfSentences = IsOfSentences(table);
        foreach (var row in table.Rows)
        {
            Line($"<tr>{string.Concat(row.Zip(table.Columns).Select(cell => $"<td{Attributes(cell.Second)}>{Inline(cell.First)}</td>"))}</tr>");
        }

        Line("</tbody></table></div>");
        Line(table.Note.IsEmpty ? "</figure>" : $"<p class=\"note\">{Inline(table.Note)}</p></figure>");

        // On a phone the cells of a table of sentences stand below each other, each with its column's head.
        string Attributes(Column column) => ColumnClass(column) + (isOfSentences ? $" data-head=\"{Escape(column.Title)}\"" : "");
    }

    private void WriteFigure(FigureBlock figure)
    {
        Line($"<figure id=\"{figure.Label}\"><div class=\"panels per-row-{figure.PanelsPerRow}\" role=\"img\" aria-label=\"{Escape(figure.Alternative)}\">");
        foreach (var panel in figure.Panels)
        {
            Line($"<div class=\"panel\">{WithReadings(panel)}</div>");
        }

        Line($"</div><figcaption><b>{report.Reference(figure.Label)}: {Escape(figure.Title)}.</b> {Inline(figure.Caption)}</figcaption></figure>");
    }

    /// <summary>Photographs inside this file are allowed where there are some.</summary>
    private string PicturePolicy() =>
        report.Chapters.SelectMany(chapter => chapter.Blocks).OfType<FigureBlock>().Any(figure => figure.Panels.Any(panel => panel.HoldsPictures)) ? "; img-src data:" : "";

    private static string WithReadings(Svg panel) => panel.Markup.Insert(panel.Markup.LastIndexOf("</svg>", StringComparison.Ordinal), panel.Readings);

    private string Inline(Prose prose) => string.Concat(prose.Spans.Select(span => span.Kind switch
    {
        SpanKind.Strong => $"<strong>{Escape(span.Text)}</strong>",
        SpanKind.Emphasis => $"<em>{Escape(span.Text)}</em>",
        SpanKind.Code => $"<code>{Escape(span.Text)}</code>",
        SpanKind.Reference => $"<a href=\"#{Escape(span.Text)}\">{report.Reference(span.Text)}</a>",
        _ => Escape(span.Text),
    }));

    private static string TableClass(TableBlock table) => (IsOfSentences(table), table.IsSortable) switch
    {
        (true, _) => " class=\"sentences\"",
        (_, true) => " class=\"sortable\"",
        _ => "",
    };

    /// <summary>Whether rows hold sentences on average and not mainly numbers and names.</summary>
    private static bool IsOfSentences(TableBlock table) => !table.IsSortable && table.Rows.Sum(row => row.Sum(cell => cell.Text.Length)) > 80 * table.Rows.Count;

    private static string ColumnClass(Column column) => (column.Alignment, column.Width) switch
    {
        (Alignment.Right, _) => " class=\"right\"",
        (Alignment.Centre, _) => " class=\"centre\"",
        (_, > 0) => " class=\"wide\"",
        _ => "",
    };

    private static string PaintRules()
    {
        var rules = new StringBuilder("@media (prefers-color-scheme: dark) {\n");
        foreach (var paint in Paint.Neutral.Concat(NetworkStyle.AllPaints))
        {
            rules.Append("  .fill-").Append(paint.Name).Append(" { fill: ").Append(paint.Dark).Append("; } .stroke-")
                .Append(paint.Name).Append(" { stroke: ").Append(paint.Dark).Append("; }\n");
        }

        return rules.Append("}\n").ToString();
    }

    private static string ReadPart(string name)
    {
        using var stream = typeof(HtmlWriter).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not inside the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    private void Line(string text) => _html.Append(text).Append('\n');
}
