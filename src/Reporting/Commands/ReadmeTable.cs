using System.Text;
using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Commands;

/// <summary>The README's table of results in Markdown, made from one plan's records and from nothing else.</summary>
internal static class ReadmeTable
{
    public const string Begin = "<!-- results:begin -->";
    public const string End = "<!-- results:end -->";

    /// <exception cref="HarnessException">A record is missing or faulty, or the verdicts were made from another analysis.</exception>
    public static string From(ResultsLayout layout)
    {
        var plan = Plan.Read(layout.Plan);
        var analysis = RecordFile.Read(layout.Analysis, HarnessJson.Default.AnalysisRecord, AnalysisRecord.SchemaName);
        var verdicts = RecordFile.Read(layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        if (verdicts.AnalysisSha256 != ContentDigest.OfFile(layout.Analysis))
        {
            throw new HarnessException($"{layout.Verdicts} was made from another analysis than {layout.Analysis}. Run judge again.");
        }

        return Compose(plan, analysis, verdicts);
    }

    /// <summary>The README's text with the block between the markers replaced.</summary>
    /// <exception cref="HarnessException">The markers are not there exactly once, in order.</exception>
    public static string Insert(string readme, string table, string path)
    {
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin || readme.LastIndexOf(Begin, StringComparison.Ordinal) != begin || readme.LastIndexOf(End, StringComparison.Ordinal) != end)
        {
            throw new HarnessException($"{path} has no block for the results. Expected the lines {Begin} and {End}, once each and in this order.");
        }

        return $"{readme[..(begin + Begin.Length)]}\n{table}{readme[end..]}";
    }

    private static string Compose(Plan plan, AnalysisRecord analysis, VerdictsRecord verdicts)
    {
        var text = new StringBuilder();
        text.Append("| Claim | Published | Measured, with interval | n | Verdict |\n|---|---|---|---|---|\n");
        foreach (var verdict in verdicts.Verdicts.Where(verdict => verdict.Headline))
        {
            text.Append($"| {Cell(verdict.Statement)} | {Cell(verdict.Published ?? "–")} | {Cell(verdict.Effect ?? "–")} | {(verdict.N is { } n ? Wording.Whole(n) : "–")} | **{VerdictWords.Of(verdict.Verdict)}** |\n");
        }

        text.Append($"\nPlan `{plan.Name}`: {plan.Scale.TrimEnd()}\n");
        var completed = analysis.Runs.Count(run => run.State == RunState.Completed);
        text.Append($"{completed} of {analysis.Runs.Count} runs completed, on {string.Join("; ", analysis.Machines.Select(Describe))}.\n");
        text.Append("Differences are in percentage points; n is the number of seeds in the smaller arm. ");
        text.Append($"Made from verdicts with the analysis digest `{ContentDigest.Abbreviate(verdicts.AnalysisSha256)}`.\n");
        return text.ToString();
    }

    private static string Describe(MachineRuns runs)
    {
        var machine = runs.Machine;
        var accelerator = machine.Accelerator is { } name ? $"{name}, " : "";
        return $"{accelerator}{machine.Processor} ({Wording.Whole(machine.LogicalCores)} logical cores, {Wording.Fixed(machine.MemoryGibibytes, 0)} GiB), {machine.OperatingSystem}, TorchSharp {machine.TorchSharpVersion}";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
