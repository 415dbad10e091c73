using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Claims;
using Harness.Reporting.Judgement;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Judgement;

public sealed class JudgeTests
{
    [Fact]
    public void Every_claim_of_the_ledger_gets_a_verdict_and_every_size_is_counted()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        var ledger = ClaimsLedger.Read(ClaimsLedger.DefaultFolder);
        var verdicts = results.Judge(ledger).Verdicts;
        Assert.Equal(ledger.Entries.Select(entry => entry.Claim.Id), verdicts.Select(verdict => verdict.Claim));
        foreach (var (entry, verdict) in ledger.Entries.Zip(verdicts))
        {
            var isCount = entry.Claim.Rule is ExactRule or RatioRule or SavingRule;
            Assert.True(!isCount || verdict.Verdict == Verdict.Reproduced, $"{verdict.Claim}: {verdict.Reason}");
            Assert.True(entry.Claim.Rule is not NotTestableRule || verdict.Verdict == Verdict.NotTested, verdict.Claim);
        }
    }

    [Fact]
    public void A_claim_is_added_by_one_file_alone()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        var folder = Directory.CreateTempSubdirectory("harness-claims-");
        try
        {
            foreach (var path in Directory.GetFiles(ClaimsLedger.DefaultFolder))
            {
                File.Copy(path, Path.Combine(folder.FullName, Path.GetFileName(path)));
            }

            File.WriteAllText(Path.Combine(folder.FullName, "99-mine.json"), """
                {
                  "schema": "harness/claims/1",
                  "title": "A reader's own question",
                  "claims": [
                    {
                      "id": "plain-20-stays-above-a-third",
                      "statement": "Plain-20 ends above a third of training error.",
                      "source": "A reader",
                      "plans": [],
                      "rule": {
                        "kind": "limit",
                        "metric": "train_error",
                        "arm": { "family": "three_stage", "depth": 20, "residual": false },
                        "above": 0.3333,
                        "level": 0.95,
                        "minimum_seeds": 3
                      }
                    }
                  ]
                }
                """);
            var verdict = results.Judge(ClaimsLedger.Read(folder.FullName)).Verdicts[^1];
            Assert.Equal(("plain-20-stays-above-a-third", Verdict.Reproduced, 3), (verdict.Claim, verdict.Verdict, verdict.N));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Adjusted_p_values_are_holms_over_the_tests_of_a_family()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        foreach (var family in results.Judge().Verdicts.Where(verdict => verdict.PValue is not null).GroupBy(verdict => verdict.Family))
        {
            Assert.Equal(
                Holm.Adjust([.. family.Select(verdict => verdict.PValue!.Value)]),
                family.Select(verdict => verdict.AdjustedPValue!.Value),
                (expected, actual) => Math.Abs(expected - actual) < 1e-10);
            Assert.All(family, verdict => Assert.Equal(family.Count(), verdict.Test!.FamilySize));
        }
    }

    [Fact]
    public void A_verdict_that_correction_takes_away_is_inconclusive_and_says_so()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        results.WriteArm("plain-56", [0.74, 0.80]);
        results.WriteArm("plain-20", [0.50, 0.54]);
        var verdict = results.Judge("plain-56-trains-worse-than-plain-20");
        // R: t.test(c(0.74, 0.80), c(0.50, 0.54)), see verdicts.R.
        Assert.Equal(0.0286201, verdict.PValue!.Value, 1e-7);
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Matches(
            @"Taken alone the interval lies above 0 \(p = 0\.029\), but among the \d tests of its family chance gives so small a value too often \(Holm's p = 0\.\d+\), so these runs do not decide\.",
            verdict.Reason);
    }

    [Fact]
    public void A_verdict_names_the_runs_that_it_rests_on()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick(1, 2, 3));
        results.Fail(new RunId("plain-56", 2));
        var test = results.Judge("plain-56-trains-worse-than-plain-20").Test!;
        Assert.Equal([("plain-56", 1.0), ("plain-20", -1.0)], test.Arms.Select(arm => (arm.Arm, arm.Coefficient)));
        Assert.Equal([1, 3], test.Arms[0].Seeds);
        Assert.Equal(test.Arms[0].Seeds.Select(seed => SyntheticResults.FinalErrors(results.Plan.ArmOf(new RunId("plain-56", seed)).Model, seed).Train), test.Arms[0].Values);
    }

    [Fact]
    public void An_analysis_of_another_plan_is_refused()
    {
        using var results = SyntheticResults.Complete(SyntheticPlans.Quick());
        results.Judge();
        File.AppendAllText(results.Layout.Plan, "\n");
        Assert.Contains("Run analyse again", Assert.Throws<HarnessException>(() => Evidence.Read(results.Layout)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_evidence_gives_the_same_bytes()
    {
        using var one = SyntheticResults.Complete(SyntheticPlans.Paper(1, 2));
        using var other = SyntheticResults.Complete(SyntheticPlans.Paper(1, 2));
        Assert.Equal(Text(one), Text(other));

        static string Text(SyntheticResults results) => JsonSerializer.Serialize(results.Judge(), HarnessJson.Default.VerdictsRecord);
    }

    [Theory]
    [InlineData(0.7615, 1, "76.2 %")]
    [InlineData(-0.0004, 1, "0.0 %")]
    [InlineData(-0.05, 1, "−5.0 %")]
    [InlineData(0.0697, 2, "6.97 %")]
    public void Shares_become_percent_with_a_real_minus_sign(double share, int decimals, string expected) =>
        Assert.Equal(expected, Wording.Percent(share, decimals));

    [Theory]
    [InlineData(0.0000001, "p < 0.001")]
    [InlineData(0.0049, "p = 0.0049")]
    [InlineData(0.0119, "p = 0.012")]
    [InlineData(0.24, "p = 0.24")]
    public void Small_p_values_are_never_rounded_to_zero(double p, string expected) => Assert.Equal(expected, Wording.PValue(p));
}
