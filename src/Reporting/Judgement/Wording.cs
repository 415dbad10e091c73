using System.Globalization;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Judgement;

/// <summary>Numbers and names as they stand in sentences: percent, points, a real minus sign, the same in every language setting.</summary>
internal static class Wording
{
    /// <summary>Decimals of a percentage: one where errors are tens of percent, two below ten.</summary>
    public static int Decimals(params IEnumerable<double> shares) => shares.Max(Math.Abs) >= 0.1 ? 1 : 2;

    /// <summary>A share as percent: 0.7691 becomes <c>76.9 %</c>.</summary>
    public static string Percent(double share, int decimals) => $"{Fixed(100 * share, decimals)} %";

    /// <summary>A difference of shares in percentage points: -0.05 becomes <c>−5.0</c>.</summary>
    public static string Points(double share, int decimals) => Fixed(100 * share, decimals);

    public static string PointsWithUnit(double share, int decimals)
    {
        var points = Points(share, decimals);
        return points.TrimStart('−') is "1" or "1.0" or "1.00" ? $"{points} point" : $"{points} points";
    }

    public static string Whole(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Fixed(double value, int decimals)
    {
        // Through decimal, so that 76.15 from 10,000 test images rounds to 76.2 whatever its last binary digit is.
        var rounded = Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero);
        var text = rounded.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        // "-0.00" would claim a direction that the digits do not show.
        return text.StartsWith('-') ? text.Any(digit => digit is >= '1' and <= '9') ? "−" + text[1..] : text[1..] : text;
    }

    /// <summary>A factor with two significant digits, whole from 10 on: <c>0.31</c>, <c>2.5</c>, <c>253</c>.</summary>
    public static string Factor(double factor) => Fixed(factor, factor switch { >= 9.95 => 0, >= 0.995 => 1, >= 0.0995 => 2, _ => 3 });

    /// <summary>Two digits below one tenth, never rounded to 0.</summary>
    public static string PValue(double p) => p switch
    {
        < 0.001 => "p < 0.001",
        < 0.1 => "p = " + p.ToString(p < 0.01 ? "F4" : "F3", CultureInfo.InvariantCulture),
        _ => "p = " + p.ToString("F2", CultureInfo.InvariantCulture),
    };

    public static string Level(double level) => (100 * level).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>The network as people call it: <c>plain-56</c>, <c>ResNet-20</c>, <c>narrow ResNet-34</c>.</summary>
    public static string Name(ModelSpec model)
    {
        var width = model.WidthMultiplier switch { < 1 => "narrow ", > 1 => "wide ", _ => "" };
        return width + Name(model.Depth, model.IsResidual);
    }

    public static string Name(int depth, bool residual) => string.Create(CultureInfo.InvariantCulture, $"{(residual ? "ResNet" : "plain")}-{depth}");

    /// <summary>How large the experiment behind a number is, so that no number is taken for the paper's.</summary>
    public static string Scale(Plan plan, Arm arm)
    {
        var images = plan.Dataset.TrainingImages;
        var part = plan.Dataset.TrainingImages == WholeTrainingSet ? "all 50,000 training images" : $"{Whole(images)} of the 50,000 training images";
        var epochs = plan.RecipeOf(arm).TotalEpochs(images);
        var width = arm.Model.WidthMultiplier;
        return $"{part}, {(epochs == 1 ? "1 epoch" : $"{Whole(epochs)} epochs")}"
            + (width.Equals(1) ? "" : string.Create(CultureInfo.InvariantCulture, $", {width} of the published width"));
    }

    /// <summary>Joins to <c>a</c>, <c>a and b</c> or <c>a, b and c</c>.</summary>
    public static string Listing(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    /// <summary>With a capital at the start.</summary>
    public static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>CIFAR-10's.</summary>
    public const int WholeTrainingSet = 50_000;
}
