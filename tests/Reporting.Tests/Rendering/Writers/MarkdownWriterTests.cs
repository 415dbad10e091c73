using System.Text;
using Harness.Reporting.Rendering.Writers;

namespace Harness.Reporting.Tests.Rendering.Writers;

public sealed class MarkdownWriterTests
{
    [Fact]
    public void The_whole_report_reads_as_approved()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();

        Approved.Matches("Rendering/Writers/report.approved.md", MarkdownWriter.Write(SyntheticReport.Compose(results)));
    }

    [Fact]
    public void It_fits_a_job_summary()
    {
        using var results = SyntheticReport.Eventful();

        // GitHub cuts a step's summary at 1 MiB.
        Assert.InRange(Encoding.UTF8.GetByteCount(MarkdownWriter.Write(SyntheticReport.Compose(results))), 1, 1 << 20);
    }

    [Fact]
    public void Every_table_row_has_as_many_cells_as_its_head()
    {
        using var results = SyntheticReport.EventfulWithFixedVerdicts();
        var cells = 0;
        foreach (var line in MarkdownWriter.Write(SyntheticReport.Compose(results)).Split('\n'))
        {
            var here = line.StartsWith('|') ? line.Replace("\\|", "", StringComparison.Ordinal).Count(character => character == '|') : 0;
            Assert.True(cells == 0 || here == 0 || here == cells, line);
            cells = here;
        }
    }
}
