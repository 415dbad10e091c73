using Harness.Contracts.Runs;
using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>What to type to get this very report.</summary>
internal static class ReproductionChapter
{
    public static Chapter Write(ReportInputs inputs)
    {
        var plan = inputs.Plan.Name;
        var sources = inputs.Manifests.Select(manifest => manifest.Source).Distinct().ToList();
        return new Chapter("sec-reproduce", "Reproducing this report",
        [
            new Paragraph(Prose.Of($"The prerequisites are the .NET 10 SDK, Node 20 or later and git. {Origin(sources)}")),
            new Listing(
            [
                .. sources is [{ Commit: { } commit }] ? [$"git checkout {commit}"] : Array.Empty<string>(),
                "dotnet tool restore",
                $"dotnet cake --target=Reproduce --plan={plan}",
            ]),
            new Paragraph(Prose.Of($"Finished runs are kept and not repeated. To set the report anew from the records that are there, without training, type:")),
            new Listing([$"dotnet cake --target=Report --plan={plan}"]),
            new Paragraph("The same records give the same report, byte for byte. New training on the same class of device and the same library versions gives the same errors; on another class it gives other rounding and so other errors, and only the statistics can be expected to agree."),
        ]);
    }

    private static Prose Origin(List<SourceRecord> sources) => sources switch
    {
        [] => "No finished run says from which commit it was made.",
        [{ Commit: { } commit, HasLocalChanges: true }] => Prose.Of($"The runs were made from commit {Span.Code(commit)} with local changes that are in no commit, so this checkout alone cannot repeat them exactly."),
        [{ Commit: { } commit }] => Prose.Of($"The runs were made from commit {Span.Code(commit)}."),
        [{ Commit: null }] => "The runs were made outside a git checkout, so their commit is unknown.",
        _ => Prose.Of($"The runs were made from {sources.Count} different states of the source: {string.Join(", ", sources.Select(source => (source.Commit ?? "unknown") + (source.HasLocalChanges == true ? " with local changes" : "")))}."),
    };
}
