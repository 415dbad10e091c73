using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Claims;

namespace Harness.Reporting.Tests.Judgement;

/// <summary>The ledger and the plans are written apart; each shipped plan must test the claims that it was made for.</summary>
public sealed class ShippedPlansTests
{
    [Theory]
    [InlineData("quick")]
    [InlineData("cpu-paper")]
    [InlineData("seed")]
    [InlineData("paper")]
    [InlineData("full")]
    public void A_claim_names_exactly_the_plans_that_have_its_arms_and_seeds(string name)
    {
        var (ledger, verdicts) = Judge(name);
        foreach (var entry in ledger.Entries.Where(entry => entry.Claim.Rule is MeasuredRule))
        {
            var verdict = verdicts[entry.Claim.Id];
            var enough = verdict.Test?.Arms.All(arm => arm.Values.Count >= ((MeasuredRule)entry.Claim.Rule).MinimumSeeds) == true;
            var named = entry.Claim.Plans!.Contains(name);
            Assert.True(named == (verdict.Verdict != Verdict.NotTested && enough), $"{entry.Claim.Id}, named: {named}. {verdict.Reason}");
            Assert.True(verdict.Promised == (named && entry.Claim.Disputed is null), entry.Claim.Id);
        }
    }

    [Fact]
    public void Every_plan_that_a_claim_names_is_shipped()
    {
        var shipped = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Plans"), "*.json").Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.All(ClaimsLedger.Read(ClaimsLedger.DefaultFolder).Entries.SelectMany(entry => entry.Claim.Plans ?? []), plan => Assert.Contains(plan, shipped));
    }

    [Theory]
    [InlineData("quick", "plain-56-trains-worse-than-plain-20")]
    [InlineData("paper", "resnet-110-test-error")]
    [InlineData("paper", "plain-training-error-rises-with-depth")]
    [InlineData("seed", "resnet-50-test-error")]
    [InlineData("seed", "resnet-18-does-not-overfit")]
    public void The_claims_that_a_plan_was_made_for_are_promised_by_it(string plan, string claim) => Assert.True(Judge(plan).Verdicts[claim].Promised);

    [Fact]
    public void No_plan_on_a_part_of_the_data_tests_a_published_error()
    {
        var (ledger, verdicts) = Judge("quick");
        Assert.All(
            ledger.Entries.Where(entry => entry.Claim.Rule is WithinMarginRule),
            entry => Assert.Equal(Verdict.NotTested, verdicts[entry.Claim.Id].Verdict));
    }

    private static (ClaimsLedger Ledger, Dictionary<string, VerdictRecord> Verdicts) Judge(string plan)
    {
        using var results = SyntheticResults.Complete(Plan.Read(Path.Combine(AppContext.BaseDirectory, "Plans", $"{plan}.json")));
        var ledger = ClaimsLedger.Read(ClaimsLedger.DefaultFolder);
        return (ledger, results.Judge(ledger).Verdicts.ToDictionary(verdict => verdict.Claim));
    }
}
