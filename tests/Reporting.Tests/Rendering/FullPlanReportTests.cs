using System.Text;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Writers;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Harness.Reporting.Tests.Rendering;

/// <summary>The report of the synthetic full plan, rendered once by the real compiler.</summary>
public sealed class RenderedFullPlan : IDisposable
{
    private readonly SyntheticResults _results = SyntheticReport.FullPlan();

    public RenderedFullPlan()
    {
        SyntheticReport.Render(_results);
        Report = SyntheticReport.Compose(_results);
        Inputs = Harness.Reporting.Rendering.ReportInputs.Read(_results.Layout);
        Pdf = PdfDocument.Open(_results.Layout.ReportPdf);
        Text = Letters(string.Concat(Pdf.GetPages().Select(page => ContentOrderTextExtractor.GetText(page))));
    }

    public PdfDocument Pdf { get; }

    /// <summary>Without white space, since a line may end anywhere.</summary>
    public string Text { get; }

    internal ReportDocument Report { get; }

    internal Harness.Reporting.Rendering.ReportInputs Inputs { get; }

    public static string Letters(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    public void Dispose()
    {
        Pdf.Dispose();
        _results.Dispose();
    }
}

public sealed class FullPlanReportTests(RenderedFullPlan rendered) : IClassFixture<RenderedFullPlan>
{
    [Fact]
    public void It_has_sixty_runs_of_which_one_diverged_beside_a_missing_one_and_an_arm_with_a_single_seed()
    {
        var arms = rendered.Inputs.Arms;

        Assert.Equal(60, rendered.Inputs.Manifests.Count);
        Assert.Equal(61, rendered.Inputs.Analysis.Runs.Count);
        Assert.Equal("4 of 5 (1 diverged)", arms.All.Single(arm => arm.Arm.Id == SyntheticFullPlan.Diverged.Arm).Seeds);
        Assert.Equal("4 of 5 (1 missing)", arms.All.Single(arm => arm.Arm.Id == SyntheticFullPlan.Missing.Arm).Seeds);
        Assert.Equal("1", arms.All.Single(arm => arm.Arm.Id == SyntheticFullPlan.SingleSeedArm).Seeds);
    }

    [Fact]
    public void The_pdfs_text_holds_every_heading_and_every_claim_and_its_pages_are_not_too_many()
    {
        var subheadings = rendered.Report.Chapters.SelectMany(chapter => chapter.Blocks).OfType<Subheading>().Select(heading => heading.Title);
        var claims = rendered.Inputs.Verdicts.Verdicts.Select(verdict => verdict.Statement);

        Assert.All(
            rendered.Report.Chapters.Select(chapter => chapter.Title).Concat(subheadings).Concat(claims),
            text => Assert.Contains(RenderedFullPlan.Letters(text), rendered.Text, StringComparison.Ordinal));
        Assert.InRange(rendered.Pdf.NumberOfPages, 15, 80);
    }

    [Fact]
    public void The_bookmarks_are_the_chapters_in_their_order()
    {
        Assert.True(rendered.Pdf.TryGetBookmarks(out var bookmarks));

        var chapters = bookmarks.Roots.Select(node => node.Title).Where(title => !IsList(title));
        Assert.Equal(rendered.Report.Chapters.Select((chapter, index) => $"{index + 1} {chapter.Title}"), chapters);

        static bool IsList(string title) => title is "Contents" or "Figures" or "Tables";
    }

    [Fact]
    public void No_page_is_empty() =>
        Assert.All(rendered.Pdf.GetPages(), page => Assert.True(page.Letters.Count > 300, $"Page {page.Number} holds {page.Letters.Count} letters."));

    [Fact]
    public void No_letter_leaves_the_text_area()
    {
        // The margin is 2.3 cm; closing punctuation may hang into it by less than a letter.
        const double Margin = (2.3 / 2.54 * 72) - 6;
        foreach (var page in rendered.Pdf.GetPages())
        {
            Assert.All(
                page.Letters.Where(letter => !string.IsNullOrWhiteSpace(letter.Value)),
                letter => Assert.True(
                    letter.BoundingBox.Left > Margin && letter.BoundingBox.Right < page.Width - Margin, $"Page {page.Number}: '{letter.Value}' at {letter.BoundingBox}"));
        }
    }

    [Fact]
    public void Charts_are_no_bitmaps() =>
        Assert.All(rendered.Pdf.GetPages().SelectMany(page => page.GetImages()), image => Assert.InRange(Math.Max(image.WidthInSamples, image.HeightInSamples), 1, 256));

    [Fact]
    public void Its_markdown_keeps_well_below_what_a_job_summary_holds() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(MarkdownWriter.Write(rendered.Report)), 1, 1 << 18);

    [Fact]
    public void Its_html_can_be_sent_by_mail() => Assert.InRange(Encoding.UTF8.GetByteCount(HtmlWriter.Write(rendered.Report)), 1, 2 << 20);
}
