using Harness.Contracts;
using Harness.Contracts.Comparisons;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Comparing;
using Harness.Reporting.Tests.Judgement;

namespace Harness.Reporting.Tests.Comparing;

/// <summary>Takes two synthetic sets through analysis and judgement, on disk as the programs do, and compares them.</summary>
internal static class ComparedResults
{
    public static void WriteVerdicts(this SyntheticResults results) =>
        RecordFile.Write(results.Layout.Verdicts, results.Judge(), HarnessJson.Default.VerdictsRecord);

    public static ComparisonReport CompareWith(this SyntheticResults a, SyntheticResults b)
    {
        a.WriteVerdicts();
        b.WriteVerdicts();
        return ResultsComparison.Between(ResultSet.Read(a.Layout), ResultSet.Read(b.Layout));
    }

    /// <summary>Every run of the arm again with these errors, seeds 1, 2, ... in order, and with weights of its own.</summary>
    public static void Retrain(this SyntheticResults results, string arm, double[] train, double[] test)
    {
        for (var index = 0; index < train.Length; index++)
        {
            results.Retrain(new RunId(arm, index + 1), train[index], test[index]);
        }
    }

    /// <summary>The run again; other errors come from other weights, and these weights are never those of <see cref="SyntheticResults.Complete"/>.</summary>
    public static void Retrain(this SyntheticResults results, RunId run, double? train = null, double? test = null) =>
        results.WriteRun(run, train, test, manifest => manifest with
        {
            Files =
            [
                .. manifest.Files.Select(file => file.Path == RunLayout.WeightsName ? file with { Sha256 = ContentDigest.OfText($"weights with {train} and {test}") } : file),
            ],
        });
}
