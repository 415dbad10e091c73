using System.Text.RegularExpressions;
using Harness.Contracts.Claims;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Claims;

/// <summary>Finds what the JSON shape alone cannot forbid in a ledger file.</summary>
internal static partial class LedgerProblems
{
    public static IEnumerable<string> In(ClaimsFile file) =>
    [
        .. from condition in file.Conditions ?? new Dictionary<string, PublishedConditions>()
           from problem in Recipe.ProblemsOf(condition.Value?.Recipe, new DatasetSelection(DatasetSelection.Cifar10).TrainingImages)
           select $"conditions '{condition.Key}': {problem}",
        .. from claim in file.Claims
           from problem in InClaim(claim, file)
           select $"claim '{claim.Id}': {problem}",
        .. Require(
            file.Claims.Select(claim => claim.Rule).OfType<MeasuredRule>().Select(rule => rule.Level).Distinct().Count() <= 1,
            "the measured claims have several levels; a family is held to one"),
    ];

    private static IEnumerable<string> InClaim(Claim claim, ClaimsFile file)
    {
        if (!IdPattern().IsMatch(claim.Id))
        {
            yield return "an id is made of lower-case words and digits joined by hyphens";
        }

        if (string.IsNullOrWhiteSpace(claim.Statement) || string.IsNullOrWhiteSpace(claim.Source))
        {
            yield return "statement and source must not be empty";
        }

        if ((claim.Plans is not null) != claim.Rule is MeasuredRule)
        {
            yield return "plans are named by a claim about trained networks, and by no other";
        }

        foreach (var problem in InRule(claim.Rule, file))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> InRule(ClaimRule rule, ClaimsFile file) => rule switch
    {
        ExactRule exact => [.. InQuantity(exact.Quantity), .. Require(exact.Expected > 0, "expected must be above 0"), .. Require(exact.Unit >= 0, "unit must not be below 0")],
        RatioRule ratio => [.. InQuantity(ratio.Numerator), .. InQuantity(ratio.Denominator), .. Require(ratio.Expected > 0 && ratio.Unit > 0, "expected and unit must be above 0")],
        SavingRule saving => [.. InQuantity(saving.Full), .. InQuantity(saving.Reduced), .. Require(saving.Expected is > 0 and < 100 && saving.Unit > 0, "expected must be in (0, 100) and unit above 0")],
        NotTestableRule untestable => Require(!string.IsNullOrWhiteSpace(untestable.Reason), "reason must not be empty"),
        MeasuredRule measured => InMeasuredRule(measured, file),
        _ => [],
    };

    private static IEnumerable<string> InMeasuredRule(MeasuredRule rule, ClaimsFile file)
    {
        IEnumerable<string> own = rule switch
        {
            SuperiorityRule superiority => InArms(superiority.Higher, superiority.Lower),
            NonInferiorityRule other => [.. InArms(other.Candidate, other.Reference), .. InMargin(other.Margin)],
            EquivalenceRule equivalence => [.. InArms(equivalence.First, equivalence.Second), .. InMargin(equivalence.Margin)],
            WithinMarginRule within => [.. InArm(within.Arm), .. InMargin(within.Margin), .. InConditions(within.Conditions, file)],
            LimitRule limit =>
            [
                .. InArm(limit.Arm),
                .. Require(limit.Above is not null || limit.Below is not null, "above or below must be given"),
                .. Require(!(limit.Above >= limit.Below), "above must be smaller than below"),
                .. limit.Conditions is { } conditions ? InConditions(conditions, file) : [],
            ],
            _ => [],
        };
        return
        [
            .. own,
            .. Require(rule.Level is >= 0.8 and < 1, "level must be in [0.8, 1)"),
            .. Require(rule.MinimumSeeds >= 2, "minimum_seeds must be at least 2: one seed shows no scatter"),
        ];
    }

    private static IEnumerable<string> InArms(ArmSelector one, ArmSelector other) =>
        [.. InArm(one), .. InArm(other), .. Require(one != other, "an arm cannot be compared with itself")];

    private static IEnumerable<string> InMargin(double margin) => Require(margin > 0 && double.IsFinite(margin), "margin must be above 0");

    private static IEnumerable<string> InConditions(string name, ClaimsFile file) =>
        Require(file.Conditions?.ContainsKey(name) == true, $"there are no conditions '{name}' in this file");

    private static IEnumerable<string> InArm(ArmSelector arm) => new ModelSpec(arm.Family, arm.Depth, Shortcut.None).Problems();

    private static IEnumerable<string> InQuantity(Quantity quantity) =>
    [
        .. Require((quantity.Network is null) != (quantity.Block is null), "a quantity names either a network or a block"),
        .. Require(quantity.Network is null || quantity.Of is Count.Parameters or Count.Macs or Count.Layers, "a network has parameters, macs and layers"),
        .. Require(quantity.Block is null || quantity.Of is Count.Weights or Count.Macs, "a block has weights and macs"),
    ];

    private static IEnumerable<string> Require(bool holds, string problem) => holds ? [] : [problem];

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$(?!\\n)")]
    private static partial Regex IdPattern();
}
