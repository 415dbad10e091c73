using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting check</c>: the verdicts as an exit code, for scripts and CI.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Fail if a claim was not reproduced, or if no claim could be decided. Inconclusive claims are named and do not fail.");
        var options = new ResultsOptions();
        options.AddTo(command);
        command.SetAction(parse => Run(options.Layout(parse), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, TextWriter output)
    {
        var record = RecordFile.Read(layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        if (record.AnalysisSha256 != ContentDigest.OfFile(layout.Analysis))
        {
            throw new HarnessException($"{layout.Verdicts} was made from another analysis than {layout.Analysis}. Run judge again.");
        }

        var verdicts = record.Verdicts.ToLookup(verdict => verdict.Verdict);
        foreach (var claim in verdicts[Verdict.Inconclusive])
        {
            output.Write($"inconclusive: {claim.Statement}\n  {claim.Reason}\n");
        }

        var refuted = verdicts[Verdict.NotReproduced].ToList();
        if (refuted.Count > 0)
        {
            throw new HarnessException(
                $"{refuted.Count} of {record.Verdicts.Count} claims were not reproduced by the {record.Plan} plan:\n"
                + string.Join('\n', refuted.Select(claim => $"  {claim.Statement}\n    {claim.Reason}")));
        }

        var reproduced = verdicts[Verdict.Reproduced].Count();
        if (reproduced == 0)
        {
            throw new HarnessException($"None of the {record.Verdicts.Count} claims could be decided by the {record.Plan} plan, so nothing was verified.");
        }

        output.Write($"{reproduced} of {record.Verdicts.Count} claims reproduced, {verdicts[Verdict.Inconclusive].Count()} inconclusive, {verdicts[Verdict.NotTested].Count()} not tested; none contradicted.\n");
        return 0;
    }
}
