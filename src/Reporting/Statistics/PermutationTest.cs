using MathNet.Numerics;

namespace Harness.Reporting.Statistics;

/// <summary>
/// Exact two-sided tests of a difference in means by listing every arrangement that the hypothesis makes equally probable (Fisher 1935,
/// The Design of Experiments, ch. 3; Pitman 1937, Suppl. J. R. Stat. Soc. 4). No distribution is assumed.
/// Compared with an enumeration in R.
/// </summary>
/// <remarks>
/// The p-value is the share of arrangements, the observed one among them, whose statistic is at least as large in size as the observed one;
/// a tie counts, and <see cref="RoundingTolerance"/> says what is a tie. It lies in (0, 1] and cannot fall below 2 / arrangements for equal
/// sizes: 5 + 5 seeds reach 0.0079, 3 + 3 only 0.1. One value a side, or equal values throughout, give 1.
/// </remarks>
internal static class PermutationTest
{
    private const int MostRelabellings = 1_000_000;
    private const int MostPairs = 20;

    /// <summary>
    /// All C(n1 + n2, n1) ways to deal the values out to two samples of these sizes; the statistic is the size of the difference in means.
    /// The hypothesis is that both come from one distribution, spread included: with unequal spreads and sizes it is no test of means alone.
    /// </summary>
    /// <returns>Null where there are more than 1,000,000 ways, from 12 + 12 values on.</returns>
    public static double? OfTwoSamples(Sample first, Sample second)
    {
        var ways = Combinatorics.Combinations(first.N + second.N, first.N);
        if (ways > MostRelabellings)
        {
            return null;
        }

        // Of values about their common mean, the difference in means is the first sample's sum times 1/n1 + 1/n2.
        double[] pooled = [.. first.Values, .. second.Values];
        var mean = pooled.Average();
        var centred = pooled.Select(value => value - mean).ToArray();
        var bar = Math.Abs(centred.Take(first.N).Sum()) - RoundingTolerance.Of(pooled);
        return AtLeast(0, first.N, 0) / ways;

        double AtLeast(int index, int toTake, double sum) =>
            toTake == 0 ? (Math.Abs(sum) >= bar ? 1 : 0)
            : index + toTake > centred.Length ? 0
            : AtLeast(index + 1, toTake - 1, sum + centred[index]) + AtLeast(index + 1, toTake, sum);
    }

    /// <summary>All 2^n ways to exchange the two values within pairs; the statistic is the size of the mean difference.</summary>
    /// <exception cref="ArgumentException">As <see cref="PairedDifference(IReadOnlyList{double}, IReadOnlyList{double})"/>.</exception>
    /// <returns>Null with more than 20 pairs.</returns>
    public static double? OfPairs(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var differences = new PairedDifference(first, second).Differences;
        if (differences.N > MostPairs)
        {
            return null;
        }

        var bar = Math.Abs(differences.Values.Sum()) - RoundingTolerance.Of(first.Concat(second));
        return AtLeast(0, 0) / Math.Pow(2, differences.N);

        double AtLeast(int index, double sum) =>
            index == differences.N ? (Math.Abs(sum) >= bar ? 1 : 0)
            : AtLeast(index + 1, sum + differences.Values[index]) + AtLeast(index + 1, sum - differences.Values[index]);
    }
}
