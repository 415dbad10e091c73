using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Consoles;
using Harness.Contracts.Files;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Claims;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting judge</c>: statistics become verdicts on published claims.</summary>
internal static class JudgeCommand
{
    public static Command Create()
    {
        var command = new Command("judge", "Hold every claim of the ledger against analysis.json and write verdicts.json.");
        var options = new ResultsOptions();
        options.AddTo(command);
        var claims = new Option<string>("--claims")
        {
            Description = "The folder of the claims ledger.",
            DefaultValueFactory = _ => ClaimsLedger.DefaultFolder,
        };
        command.Options.Add(claims);
        command.SetAction(parse => Run(options.Layout(parse), parse.GetRequiredValue(claims), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, string claims, TextWriter output)
    {
        var verdicts = Judge.All(Evidence.Read(layout), ClaimsLedger.Read(claims));
        RecordFile.Write(layout.Verdicts, verdicts, HarnessJson.Default.VerdictsRecord);

        var table = new TextTable("verdict", "claim", "measured", "n", "corrected p");
        foreach (var verdict in verdicts.Verdicts.Where(verdict => verdict.Verdict != Verdict.NotTested))
        {
            table.Add(VerdictWords.Of(verdict.Verdict), verdict.Claim, verdict.Effect ?? "", verdict.N is { } n ? Wording.Whole(n) : "", verdict.AdjustedPValue is { } p ? Wording.PValue(p) : "");
        }

        output.Write(table.ToString());
        output.Write('\n');
        foreach (var headline in verdicts.Verdicts.Where(verdict => verdict.Headline))
        {
            output.Write($"{VerdictWords.Of(headline.Verdict)}: {headline.Statement}\n  {headline.Reason}\n");
        }

        var counts = verdicts.Verdicts.GroupBy(verdict => verdict.Verdict).OrderBy(group => group.Key);
        output.Write($"\n{string.Join(", ", counts.Select(group => $"{group.Count()} {VerdictWords.Of(group.Key)}"))}. Written: {layout.Verdicts}\n");
        return 0;
    }
}
