using System.Globalization;
using Harness.Contracts.Architectures;
using Harness.Contracts.Claims;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Judgement;

/// <summary>Rules on numbers that are counted, not measured: no scatter, no test.</summary>
internal static class CountRules
{
    public static Finding Judge(ExactRule rule, ArchitecturesRecord? architectures)
    {
        if (Count(rule.Quantity, architectures) is not { } counted)
        {
            return Uncounted(architectures, rule.Quantity);
        }

        var holds = rule.Unit == 0 ? counted == rule.Expected : Math.Abs(counted - rule.Expected) < rule.Unit;
        var unit = Noun(rule.Quantity);
        var reason = (rule.Unit, holds) switch
        {
            (0, true) => $"Counted layer by layer: {Wording.Whole(counted)} {unit}, exactly as published.",
            (0, false) => $"Counted layer by layer: {Wording.Whole(counted)} {unit}, where {Wording.Whole(rule.Expected)} are published.",
            (_, true) => $"Counted layer by layer: {Wording.Whole(counted)} {unit}, which agrees with {Wording.Whole(rule.Expected)} to the last digit printed (within {Wording.Whole(rule.Unit)}).",
            (_, false) => $"Counted layer by layer: {Wording.Whole(counted)} {unit}, {Wording.Whole(rule.Unit)} or more away from the published {Wording.Whole(rule.Expected)}.",
        };
        return new Finding(Decide(holds), reason, Wording.Whole(counted));
    }

    public static Finding Judge(RatioRule rule, ArchitecturesRecord? architectures)
    {
        if (Count(rule.Numerator, architectures) is not { } numerator)
        {
            return Uncounted(architectures, rule.Numerator);
        }

        if (Count(rule.Denominator, architectures) is not { } denominator)
        {
            return Uncounted(architectures, rule.Denominator);
        }

        var ratio = (double)numerator / denominator;
        return Compare(
            $"{Wording.Whole(numerator)} {Noun(rule.Numerator)} against {Wording.Whole(denominator)}: a factor of {Wording.Fixed(ratio, 2)}",
            ratio, rule.Expected, rule.Unit, $"{Wording.Fixed(ratio, 2)} times");
    }

    public static Finding Judge(SavingRule rule, ArchitecturesRecord? architectures)
    {
        if (Count(rule.Full, architectures) is not { } full)
        {
            return Uncounted(architectures, rule.Full);
        }

        if (Count(rule.Reduced, architectures) is not { } reduced)
        {
            return Uncounted(architectures, rule.Reduced);
        }

        var saving = 100 * (1 - ((double)reduced / full));
        return Compare(
            $"{Wording.Whole(reduced)} {Noun(rule.Reduced)} instead of {Wording.Whole(full)} save {Wording.Fixed(saving, 1)} %",
            saving, rule.Expected, rule.Unit, $"{Wording.Fixed(saving, 1)} %");
    }

    private static Finding Compare(string found, double value, double expected, double unit, string effect)
    {
        var holds = Math.Abs(value - expected) < unit;
        var published = expected.ToString(CultureInfo.InvariantCulture);
        var reason = holds
            ? $"{found}, less than one unit of the last printed digit from the published {published}."
            : $"{found}, further from the published {published} than its last printed digit allows.";
        return new Finding(Decide(holds), reason, effect);
    }

    private static Verdict Decide(bool holds) => holds ? Verdict.Reproduced : Verdict.NotReproduced;

    private static long? Count(Quantity quantity, ArchitecturesRecord? architectures) => quantity switch
    {
        { Network: { } id } when architectures?.Reference.FirstOrDefault(network => network.Id == id) is { } network =>
            quantity.Of switch
            {
                Contracts.Claims.Count.Macs => network.Macs,
                Contracts.Claims.Count.Layers => network.Depth,
                _ => network.Parameters,
            },
        { Block: { } id } when architectures?.Blocks.FirstOrDefault(block => block.Id == id) is { } block =>
            quantity.Of == Contracts.Claims.Count.Macs ? block.Macs : block.Weights,
        _ => null,
    };

    private static Finding Uncounted(ArchitecturesRecord? architectures, Quantity quantity) => Finding.NotTested(
        architectures is null
            ? "The networks were not counted: there is no architectures.json among the results."
            : $"architectures.json does not list '{quantity.Network ?? quantity.Block}'.");

    private static string Noun(Quantity quantity) => quantity.Of switch
    {
        Contracts.Claims.Count.Parameters => "parameters",
        Contracts.Claims.Count.Weights => "weights",
        Contracts.Claims.Count.Layers => "layers",
        _ => "multiply-accumulates",
    };
}
