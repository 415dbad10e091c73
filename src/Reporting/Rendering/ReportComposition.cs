using Harness.Reporting.Rendering.Chapters;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering;

/// <summary>The report's table of contents: which chapters there are and in which order.</summary>
internal static class ReportComposition
{
    public static ReportDocument Compose(ReportInputs inputs) => new(
        FirstPage.Title(inputs),
        FirstPage.Write(inputs),
        [
            ClaimsChapter.Write(inputs),
            DegradationChapter.Write(inputs),
            VariantsChapter.Write(inputs),
            ArchitectureChapter.Write(inputs),
            BottleneckChapter.Write(inputs),
            MethodChapter.Write(inputs),
            LedgerChapter.Write(inputs),
            EvidenceChapter.Write(inputs),
            ChecklistChapter.Write(inputs),
            ReproductionChapter.Write(inputs),
            SourcesChapter.Write(),
        ]);
}
