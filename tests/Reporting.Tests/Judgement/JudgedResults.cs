using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;
using Harness.Reporting.Claims;
using Harness.Reporting.Judgement;

namespace Harness.Reporting.Tests.Judgement;

/// <summary>Takes synthetic runs through analysis and the real ledger, on disk as the programs do.</summary>
internal static class JudgedResults
{
    public static VerdictsRecord Judge(this SyntheticResults results, ClaimsLedger? ledger = null)
    {
        RecordFile.Write(results.Layout.Analysis, new PlanAnalysis(results.Layout).ToRecord(), HarnessJson.Default.AnalysisRecord);
        return Reporting.Judgement.Judge.All(Evidence.Read(results.Layout), ledger ?? ClaimsLedger.Read(ClaimsLedger.DefaultFolder));
    }

    public static VerdictRecord Judge(this SyntheticResults results, string claim) =>
        results.Judge().Verdicts.Single(verdict => verdict.Claim == claim);

    /// <summary>Writes one run a value, seeds 1, 2, ... in order; values are training errors, test errors too where <paramref name="test"/> is set.</summary>
    public static void WriteArm(this SyntheticResults results, string arm, IReadOnlyList<double> errors, bool test = false)
    {
        for (var index = 0; index < errors.Count; index++)
        {
            results.WriteRun(new RunId(arm, index + 1), errors[index], test ? errors[index] : null);
        }
    }

    /// <summary>A ledger of one claim, for rules that the real ledger cannot break.</summary>
    public static VerdictRecord JudgeBy(this SyntheticResults results, ClaimRule rule)
    {
        var folder = Directory.CreateTempSubdirectory("harness-claims-");
        try
        {
            var claim = new Claim { Id = "a-claim", Statement = "A statement.", Source = "A source", Plans = rule is MeasuredRule ? [] : null, Rule = rule };
            RecordFile.Write(
                Path.Combine(folder.FullName, "claims.json"),
                new ClaimsFile { Schema = ClaimsFile.SchemaName, Title = "Test", Claims = [claim] },
                HarnessJson.Default.ClaimsFile);
            return results.Judge(ClaimsLedger.Read(folder.FullName)).Verdicts.Single();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
