using Harness.Contracts.Claims;
using Harness.Contracts.Plans;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Claims;

namespace Harness.Reporting.Tests.Judgement;

/// <summary>The ledger and the plans are written apart; each shipped plan must test the claims that it was made for.</summary>
public sealed class ShippedPlansTests
{
    [Fact]
    public void The_quick_plan_tests_degradation_and_its_cure_and_no_published_error() => Expect(
        "quick",
        tested: ["plain-56-trains-worse-than-plain-20", "plain-56-tests-worse-than-plain-20", "resnet-56-trains-no-worse-than-resnet-20",
            "resnet-56-trains-better-than-plain-56", "resnet-56-tests-better-than-plain-56"],
        notTested: rule => rule is WithinMarginRule);

    [Fact]
    public void The_overnight_plan_tests_degradation_and_no_published_error() => Expect(
        "cpu-paper", tested: ["plain-56-trains-worse-than-plain-20", "resnet-56-tests-better-than-resnet-20"], notTested: rule => rule is WithinMarginRule);

    [Fact]
    public void The_paper_plan_tests_every_error_of_table_6() => Expect(
        "paper",
        tested: ["resnet-20-test-error", "resnet-32-test-error", "resnet-44-test-error", "resnet-56-test-error", "resnet-110-test-error",
            "resnet-110-trains-no-worse-than-resnet-56"],
        notTested: rule => rule is NotTestableRule);

    [Fact]
    public void The_seed_plan_tests_the_wide_nets() => Expect(
        "seed",
        tested: ["resnet-18-test-error", "resnet-34-test-error", "resnet-50-test-error", "plain-34-trains-worse-than-plain-18",
            "resnet-34-tests-better-than-plain-34"],
        notTested: rule => rule is NotTestableRule);

    private static void Expect(string name, string[] tested, Func<ClaimRule, bool> notTested)
    {
        var plan = Plan.Read(Path.Combine(AppContext.BaseDirectory, "Plans", $"{name}.json"));
        using var results = SyntheticResults.Complete(plan);
        var ledger = ClaimsLedger.Read(ClaimsLedger.DefaultFolder);
        var verdicts = results.Judge(ledger).Verdicts.ToDictionary(verdict => verdict.Claim);
        Assert.All(tested, claim => Assert.True(verdicts[claim].Verdict != Verdict.NotTested, $"{claim}: {verdicts[claim].Reason}"));
        Assert.All(
            ledger.Entries.Where(entry => notTested(entry.Claim.Rule)),
            entry => Assert.Equal(Verdict.NotTested, verdicts[entry.Claim.Id].Verdict));
    }
}
