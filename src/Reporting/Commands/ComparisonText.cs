using System.Text;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Consoles;
using Harness.Contracts.Files;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Comparing;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Commands;

/// <summary>A comparison as text for a console: conditions, runs, claims, errors.</summary>
internal static class ComparisonText
{
    public static string Of(ComparisonReport report) => string.Join('\n', Conditions(report), Runs(report), Claims(report), Metrics(report));

    private static string Conditions(ComparisonReport report)
    {
        var table = new TextTable("condition", "A", "B", "");
        foreach (var condition in report.Conditions.Where(condition => condition.A.Count + condition.B.Count > 0))
        {
            table.Add(condition.Condition, Values(condition.A), Values(condition.B), condition.Differs ? "differs" : "");
        }

        return table.ToString();

        static string Values(IReadOnlyList<string> values) => values.Count == 0 ? "none" : string.Join("; ", values.Select(Shortened));

        // Digests and commits stand in full in the JSON record.
        static string Shortened(string value)
        {
            var digits = value.TakeWhile(char.IsAsciiHexDigitLower).Count();
            return digits >= 40 ? ContentDigest.Abbreviate(value) + value[digits..] : value;
        }
    }

    private static string Runs(ComparisonReport report)
    {
        var text = new StringBuilder();
        var matches = report.Runs.ToLookup(run => run.Match);
        text.Append($"{report.Runs.Count} runs: ")
            .AppendJoin(", ", Enum.GetValues<RunMatch>().Where(matches.Contains).Select(match => $"{matches[match].Count()} {Words(match)}"))
            .Append(".\n");
        foreach (var group in report.Runs.Where(run => run.Match != RunMatch.Identical).GroupBy(run => (run.Match, run.Run.Arm)).OrderBy(group => group.Key.Match))
        {
            text.Append($"  {Words(group.Key.Match)}: {group.Key.Arm}, seed{(group.Count() == 1 ? "" : "s")} {string.Join(", ", group.Select(run => run.Run.Seed))}\n");
        }

        foreach (var arm in report.OtherNetworks)
        {
            text.Append($"  {arm} is not the same network in both plans; its errors are not compared.\n");
        }

        return text.ToString();
    }

    private static string Claims(ComparisonReport report)
    {
        var unlike = report.Claims.Where(claim => claim.Changed || claim.EffectA != claim.EffectB).ToList();
        var table = new TextTable("claim", "", "verdict", "measured", "");
        foreach (var claim in unlike)
        {
            table.Add(claim.Claim, "A", Words(claim.A), claim.EffectA ?? "", claim.Changed ? "changed" : "");
            table.Add("", "B", Words(claim.B), claim.EffectB ?? "", "");
        }

        var untested = report.Claims.Count(claim => claim is { A: Verdict.NotTested, B: Verdict.NotTested });
        return $"{report.Claims.Count} claims: {report.Claims.Count(claim => claim.Changed)} with another verdict, {unlike.Count(claim => !claim.Changed)} with the same verdict and "
            + $"another value, {report.Claims.Count - unlike.Count - untested} with the same verdict and value, {untested} tested in neither.\n{table}";
    }

    private static string Metrics(ComparisonReport report)
    {
        var table = new TextTable("arm", "error", "seeds", "A", "B", "B − A", $"{Wording.Level(report.Level)} interval", "Welch", "Holm");
        foreach (var metric in report.Metrics)
        {
            var decimals = Wording.Decimals(metric.MeanA ?? 0, metric.MeanB ?? 0);
            table.Add(
                metric.Arm,
                metric.Metric.Noun(),
                $"{metric.SeedsA}/{metric.SeedsB}",
                metric.MeanA is { } a ? Wording.Percent(a, decimals) : "",
                metric.MeanB is { } b ? Wording.Percent(b, decimals) : "",
                metric.Difference is { } difference ? Wording.Points(difference, decimals) : "",
                metric is { Low: { } low, High: { } high } ? $"{Wording.Points(low, decimals)} to {Wording.Points(high, decimals)}" : "",
                Test(metric),
                metric.AdjustedPValue is { } adjusted ? Wording.PValue(adjusted) + (ResultsComparison.IsSignificant(metric) ? ", differs" : "") : "");
        }

        var tests = report.Metrics.Count(metric => metric.Outcome == MetricOutcome.Tested);
        var found = tests == 0
            ? "none tested"
            : $"{tests} tested, {report.Metrics.Count(ResultsComparison.IsSignificant)} differ at {Wording.Level(ResultsComparison.Significance)} after Holm's correction over all tests";
        return $"{report.Metrics.Count} errors: {found}. Differences are in percentage points, B minus A.\n{table}";
    }

    private static string Test(ComparedMetric metric) => metric.Outcome switch
    {
        MetricOutcome.Tested => Wording.PValue(metric.PValue!.Value),
        MetricOutcome.NotTestable => "not testable",
        MetricOutcome.IdenticalValues => "identical",
        _ => $"{metric.IdenticalRuns} identical run{(metric.IdenticalRuns == 1 ? "" : "s")}",
    };

    private static string Words(Verdict? verdict) => verdict is { } known ? VerdictWords.Of(known) : "not in its ledger";

    private static string Words(RunMatch match) => match switch
    {
        RunMatch.Identical => "with identical weights",
        RunMatch.Different => "different",
        RunMatch.WithoutWeights => "diverged in both",
        RunMatch.OnlyA => "only in A",
        RunMatch.OnlyB => "only in B",
        _ => "finished in neither",
    };
}
