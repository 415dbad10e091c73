using System.CommandLine;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Commands;

/// <summary><c>reporting verify</c>: the verdicts as an exit code, for scripts and CI.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Fail if a claim was not reproduced, or if no claim could be decided. Inconclusive claims are named.");
        var options = new ResultsOptions();
        options.AddTo(command);
        var strict = new Option<bool>("--strict") { Description = "Fail too if a claim is inconclusive." };
        command.Options.Add(strict);
        command.SetAction(parse => Run(options.Layout(parse), parse.GetValue(strict), parse.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(ResultsLayout layout, bool strict, TextWriter output)
    {
        var record = RecordFile.Read(layout.Verdicts, HarnessJson.Default.VerdictsRecord, VerdictsRecord.SchemaName);
        if (record.AnalysisSha256 != ContentDigest.OfFile(layout.Analysis))
        {
            throw new HarnessException($"{layout.Verdicts} was made from another analysis than {layout.Analysis}. Run judge again.");
        }

        var judged = record.Verdicts;
        var verdicts = judged.ToLookup(verdict => verdict.Verdict);
        if (!strict)
        {
            foreach (var claim in verdicts[Verdict.Inconclusive])
            {
                output.Write($"inconclusive: {claim.Statement}\n  {claim.Reason}\n");
            }
        }

        string[] faults =
        [
            .. Fault("were not reproduced by", verdicts[Verdict.NotReproduced], record),
            .. strict ? Fault("are left inconclusive by", verdicts[Verdict.Inconclusive], record) : [],
        ];
        if (faults.Length > 0)
        {
            throw new HarnessException(string.Join('\n', faults));
        }

        var reproduced = verdicts[Verdict.Reproduced].Count();
        if (reproduced == 0)
        {
            throw new HarnessException($"None of the {judged.Count} claims could be decided by the {record.Plan} plan, so nothing was verified.");
        }

        output.Write($"{reproduced} of {judged.Count} claims reproduced, {verdicts[Verdict.Inconclusive].Count()} inconclusive, {verdicts[Verdict.NotTested].Count()} not tested; none contradicted.\n");
        return 0;
    }

    private static IEnumerable<string> Fault(string what, IEnumerable<VerdictRecord> claims, VerdictsRecord record)
    {
        var lines = claims.Select(claim => $"  {claim.Statement}\n    {claim.Reason}").ToList();
        return lines.Count == 0 ? [] : [$"{lines.Count} of {record.Verdicts.Count} claims {what} the {record.Plan} plan:", .. lines];
    }
}
