using Harness.Contracts.Files;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Harness.Reporting.Tests.Rendering;

/// <summary>One report, rendered twice by the real compiler.</summary>
public sealed class RenderedTwice : IDisposable
{
    private readonly SyntheticResults _results = SyntheticReport.EventfulWithFixedVerdicts();

    public RenderedTwice()
    {
        SyntheticReport.Render(_results);
        First = Read();
        SyntheticReport.Render(_results);
        Second = Read();
        Pdf = PdfDocument.Open(First[0]);
        Pages = [.. Pdf.GetPages().Select(page => Flat(ContentOrderTextExtractor.GetText(page)))];
    }

    public IReadOnlyList<byte[]> First { get; }

    public IReadOnlyList<byte[]> Second { get; }

    public PdfDocument Pdf { get; }

    public IReadOnlyList<string> Pages { get; }

    public string Text => string.Join(' ', Pages);

    internal Harness.Reporting.Rendering.Document.ReportDocument Report => SyntheticReport.Compose(_results);

    public void Dispose()
    {
        Pdf.Dispose();
        _results.Dispose();
    }

    /// <summary>Line breaks and no-break spaces are layout, not text.</summary>
    public static string Flat(string text) => string.Join(' ', text.Split([' ', '\n', '\r', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    private byte[][] Read() =>
        [.. new[] { _results.Layout.ReportPdf, _results.Layout.ReportHtml, _results.Layout.ReportMarkdown }.Select(File.ReadAllBytes)];
}

public sealed class ReportRendererTests(RenderedTwice rendered) : IClassFixture<RenderedTwice>
{
    [Fact]
    public void The_same_records_give_the_same_bytes() =>
        Assert.Equal(rendered.First.Select(file => ContentDigest.OfBytes(file)), rendered.Second.Select(file => ContentDigest.OfBytes(file)));

    [Fact]
    public void The_pdfs_text_holds_every_heading_and_every_verdict()
    {
        Assert.All(rendered.Report.Chapters, chapter => Assert.Contains(chapter.Title, rendered.Text, StringComparison.Ordinal));
        foreach (var expected in new[] { "Reproduced", "Not reproduced", "Inconclusive", "Not tested", "+24.9 points (23.7 to 26.0)", "Invented reason of far-away.", "69,632" })
        {
            Assert.Contains(expected, rendered.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_first_page_answers_the_question_and_shows_the_picture()
    {
        Assert.Contains("A plain net of 56 layers trains worse than one of 20.", rendered.Pages[0], StringComparison.Ordinal);
        Assert.Contains("Figure 1: Degradation and its cure.", rendered.Pages[0], StringComparison.Ordinal);
        Assert.Contains("plain-56", rendered.Pages[0], StringComparison.Ordinal);
        Assert.Contains("Contents", rendered.Pages[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_carries_the_scale_and_its_number()
    {
        Assert.InRange(rendered.Pages.Count, 8, 30);
        foreach (var (text, index) in rendered.Pages.Select((text, index) => (text, index)))
        {
            Assert.Contains("not the paper’s numbers", text, StringComparison.Ordinal);
            Assert.Contains($"{index + 1} / {rendered.Pages.Count}", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_chapter_is_a_bookmark()
    {
        Assert.True(rendered.Pdf.TryGetBookmarks(out var bookmarks));
        var titles = bookmarks.GetNodes().Select(node => node.Title).ToList();
        Assert.All(rendered.Report.Chapters, chapter => Assert.Contains(titles, title => title.EndsWith(chapter.Title, StringComparison.Ordinal)));
    }

    [Fact]
    public void All_fonts_are_embedded_subsets_of_the_bundled_ones()
    {
        var fonts = rendered.Pdf.GetPages().SelectMany(page => page.Letters).Select(letter => letter.FontName).Distinct().ToList();

        // A subset of an embedded font is named after six capitals and a plus sign (ISO 32000-1, 9.6.4).
        Assert.All(fonts, font => Assert.Matches("^[A-Z]{6}\\+(SourceSerif4|SourceSans3|DejaVuSans)", font));
    }

    [Fact]
    public void The_pdf_is_tagged_titled_and_without_a_date()
    {
        Assert.Equal("Do residual connections cure degradation?", rendered.Pdf.Information.Title);
        Assert.Null(rendered.Pdf.Information.CreationDate);
        Assert.Contains("/MarkInfo", System.Text.Encoding.Latin1.GetString(rendered.First[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_pictures_are_the_gallerys_and_everything_else_is_drawn()
    {
        var pictures = rendered.Pdf.GetPages().SelectMany(page => page.GetImages()).ToList();

        Assert.Equal(2 * Harness.Contracts.Showcases.Showcase.ImagesOfEachKind, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal((256, 256), (picture.WidthInSamples, picture.HeightInSamples)));
    }

    [Fact]
    public void The_pdf_declares_itself_PDF_UA_1_and_no_part_of_its_structure_suspect()
    {
        Assert.True(rendered.Pdf.TryGetXmpMetadata(out var metadata));
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", System.Text.Encoding.UTF8.GetString(metadata.GetXmlBytes()), StringComparison.Ordinal);

        // ISO 14289-1, 7.1: Suspects is false. Poppler before 25.12 calls that a wrong type, which it is not.
        Assert.Matches(@"/MarkInfo\s*<<\s*/Marked true\s*/Suspects false\s*>>", System.Text.Encoding.Latin1.GetString(rendered.First[0]));
    }

    [Fact]
    public void Hostile_text_is_set_as_it_stands()
    {
        Assert.Contains("<script>alert(1)</script>", rendered.Text, StringComparison.Ordinal);
        Assert.Contains("$math$ #set *x*", rendered.Text, StringComparison.Ordinal);
    }
}
