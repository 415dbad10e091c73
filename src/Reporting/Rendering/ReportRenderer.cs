using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Reporting.Merging;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Typesetting;
using Harness.Reporting.Rendering.Writers;

namespace Harness.Reporting.Rendering;

/// <summary>Writes the report of one plan in its three forms.</summary>
/// <param name="compiler">Sets the PDF; null to write the other two forms alone.</param>
internal sealed class ReportRenderer(PdfCompiler? compiler)
{
    /// <summary>Writes <c>report/report.md</c>, <c>.html</c> and <c>.pdf</c>, and the first page's figure as <c>degradation.svg</c>. The same records give the same bytes.</summary>
    /// <exception cref="HarnessException">A record is missing or malformed, or the PDF cannot be set.</exception>
    public async Task Render(ResultsLayout layout, CancellationToken cancellation)
    {
        // A folder that came from elsewhere must not have the report written over files outside it.
        SymbolicLinks.Refuse(layout.Folder, layout.Report);
        var report = ReportComposition.Compose(ReportInputs.Read(layout));
        WriteFigure(layout.ReportFigure, report);
        AtomicFile.WriteText(layout.ReportMarkdown, MarkdownWriter.Write(report));
        AtomicFile.WriteText(layout.ReportHtml, HtmlWriter.Write(report));
        if (compiler is null)
        {
            // A PDF of earlier records must not stand beside this report.
            File.Delete(layout.ReportPdf);
            return;
        }

        AtomicFile.WriteBytes(layout.ReportPdf, await compiler.Compile(TypstWriter.Write(report, compiler.HasBundledFonts), cancellation));
    }

    private static void WriteFigure(string path, ReportDocument report)
    {
        if (report.FirstPage.OfType<FigureBlock>().FirstOrDefault() is { Panels: [var panel, ..] })
        {
            // Alone it may stand on a dark page, for which its ink was not made.
            const string Paper = "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>";
            AtomicFile.WriteText(path, panel.Markup.Insert(panel.Markup.IndexOf('>', StringComparison.Ordinal) + 1, Paper));
        }
        else
        {
            // A figure of earlier runs must not stand beside a report that has none.
            File.Delete(path);
        }
    }
}
