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
        var command = new Command("verify", "Fail if a claim that the plan promises was not reproduced or could not be tested, or if none was reproduced. Inconclusive claims are named.");
        var options = new ResultsOptions();
        options.AddTo(command);
        var strict = new Option<bool>("--strict") { Description = "Fail too if a promised claim is inconclusive." };
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

        var promised = record.Verdicts.Where(verdict => verdict.Promised).ToList();
        var verdicts = promised.ToLookup(verdict => verdict.Verdict);
        Name("inconclusive", strict ? [] : verdicts[Verdict.Inconclusive]);
        // Said, so that nobody takes the exit code for agreement with every sentence of the sources.
        Name("not reproduced, and not promised", record.Verdicts.Where(verdict => verdict is { Promised: false, Verdict: Verdict.NotReproduced }));

        string[] faults =
        [
            .. Fault("were not reproduced", verdicts[Verdict.NotReproduced]),
            .. Fault("could not be tested", verdicts[Verdict.NotTested]),
            .. strict ? Fault("are left inconclusive", verdicts[Verdict.Inconclusive]) : [],
        ];
        if (faults.Length > 0)
        {
            throw new HarnessException(string.Join('\n', faults));
        }

        var reproduced = verdicts[Verdict.Reproduced].Count();
        if (reproduced == 0)
        {
            throw new HarnessException($"None of the {promised.Count} claims that the {record.Plan} plan promises could be decided, so nothing was verified.");
        }

        output.Write($"{reproduced} of the {promised.Count} claims that the {record.Plan} plan promises are reproduced, {verdicts[Verdict.Inconclusive].Count()} inconclusive; none contradicted.\n");
        return 0;

        void Name(string what, IEnumerable<VerdictRecord> claims)
        {
            foreach (var claim in claims)
            {
                output.Write($"{what}: {claim.Statement}\n  {claim.Reason}\n");
            }
        }

        IEnumerable<string> Fault(string what, IEnumerable<VerdictRecord> claims)
        {
            var lines = claims.Select(claim => $"  {claim.Statement}\n    {claim.Reason}").ToList();
            return lines.Count == 0 ? [] : [$"{lines.Count} of the {promised.Count} claims that the {record.Plan} plan promises {what}:", .. lines];
        }
    }
}
