using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Charts;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Writers;

/// <summary>
/// The report as the JSON document that the Typst template sets. Text travels as data and is never pasted into markup, so there is nothing to escape; what the fonts cannot show is named.
/// </summary>
internal static class TypstWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="bundledFonts">Whether the fonts of the npm packages are there; else the template falls back on those inside the compiler.</param>
    public static byte[] Write(ReportDocument report, bool bundledFonts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("bundled_fonts", bundledFonts);
            json.WriteString("title", VisibleText.ForPaper(report.Title.Main));
            json.WriteString("subtitle", VisibleText.ForPaper(report.Title.Subtitle));
            json.WriteString("running", VisibleText.ForPaper(report.Title.Running));
            json.WriteString("description", VisibleText.ForPaper(report.Title.Description));
            WriteStrings(json, "keywords", report.Title.Keywords);
            WriteBlocks(json, "first_page", report.FirstPage);
            json.WriteStartArray("chapters");
            foreach (var chapter in report.Chapters)
            {
                json.WriteStartObject();
                json.WriteString("label", chapter.Label);
                json.WriteString("title", VisibleText.ForPaper(chapter.Title));
                WriteBlocks(json, "blocks", chapter.Blocks);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteBlocks(Utf8JsonWriter json, string name, IReadOnlyList<Block> blocks)
    {
        json.WriteStartArray(name);
        foreach (var block in blocks)
        {
            json.WriteStartObject();
            WriteBlock(json, block);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBlock(Utf8JsonWriter json, Block block)
    {
        json.WriteString("kind", block switch
        {
            Paragraph => "paragraph",
            Callout => "callout",
            Subheading => "subheading",
            BulletList => "bullets",
            FactList => "facts",
            Listing => "listing",
            VerdictCard => "verdict",
            TableBlock => "table",
            FigureBlock => "figure",
            _ => throw new InvalidOperationException($"A {block.GetType().Name} has no Typst form."),
        });
        switch (block)
        {
            case Paragraph paragraph:
                WriteProse(json, "text", paragraph.Text);
                break;
            case Callout callout:
                WriteProse(json, "text", callout.Text);
                break;
            case Subheading heading:
                json.WriteString("title", VisibleText.ForPaper(heading.Title));
                break;
            case BulletList list:
                WriteArray(json, "items", list.Items, item => WriteProse(json, null, item));
                break;
            case FactList facts:
                WriteArray(json, "facts", facts.Facts, fact =>
                {
                    json.WriteStartObject();
                    json.WriteString("term", VisibleText.ForPaper(fact.Term));
                    WriteProse(json, "text", fact.Text);
                    json.WriteEndObject();
                });
                break;
            case Listing listing:
                WriteStrings(json, "lines", listing.Lines);
                break;
            case VerdictCard card:
                json.WriteString("verdict", Quantity.Capitalised(VerdictWords.Of(card.Verdict)));
                WriteProse(json, "statement", card.Statement);
                WriteProse(json, "evidence", card.Evidence);
                break;
            case TableBlock table:
                WriteTable(json, table);
                break;
            case FigureBlock figure:
                WriteFigure(json, figure);
                break;
        }
    }

    private static void WriteTable(Utf8JsonWriter json, TableBlock table)
    {
        json.WriteString("label", table.Label);
        WriteProse(json, "caption", table.Caption);
        WriteProse(json, "note", table.Note);
        WriteArray(json, "columns", table.Columns, column =>
        {
            json.WriteStartObject();
            json.WriteString("title", VisibleText.ForPaper(column.Title));
            json.WriteString("align", column.Alignment switch { Alignment.Right => "right", Alignment.Centre => "center", _ => "left" });
            json.WriteNumber("width", column.Width);
            json.WriteEndObject();
        });
        WriteArray(json, "rows", table.Rows, row =>
        {
            json.WriteStartArray();
            foreach (var cell in row)
            {
                WriteProse(json, null, cell);
            }

            json.WriteEndArray();
        });
    }

    private static void WriteFigure(Utf8JsonWriter json, FigureBlock figure)
    {
        json.WriteString("label", figure.Label);
        json.WriteString("title", VisibleText.ForPaper(figure.Title));
        WriteProse(json, "caption", figure.Caption);
        json.WriteString("alternative", VisibleText.ForPaper(figure.Alternative));
        json.WriteNumber("per_row", figure.PanelsPerRow);
        WriteArray(json, "panels", figure.Panels, panel =>
        {
            json.WriteStartObject();
            json.WriteString("svg", panel.Markup);
            json.WriteNumber("width", panel.Width);
            json.WriteNumber("height", panel.Height);
            json.WriteEndObject();
        });
    }

    private static void WriteProse(Utf8JsonWriter json, string? name, Prose prose)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        foreach (var span in prose.Spans)
        {
            json.WriteStartArray();
            json.WriteStringValue(span.Kind switch
            {
                SpanKind.Strong => "strong",
                SpanKind.Emphasis => "emphasis",
                SpanKind.Code => "code",
                SpanKind.Reference => "reference",
                _ => "plain",
            });
            json.WriteStringValue(VisibleText.ForPaper(span.Text));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values) =>
        WriteArray(json, name, values, value => json.WriteStringValue(VisibleText.ForPaper(value)));

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
