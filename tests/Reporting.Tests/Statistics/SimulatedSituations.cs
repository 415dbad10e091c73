using System.Globalization;
using Harness.Reporting.Statistics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>The situations of SimulationTests: normal errors about 0 with deviation 1 unless they say otherwise, tests at 5 %, intervals at 95 %.</summary>
internal static class SimulatedSituations
{
    private const double Level = 0.05;

    public static IReadOnlyList<SimulatedSituation> All { get; } =
    [
        .. from n in (int[])[3, 5, 10]
           from spread in (double[])[1, 3]
           // Its exact level, which at unequal deviations can lie above 5 %: PowerAnalysisTests.
           select Finds("Welch, two-sided", $"no difference, n = {n} + {n}, deviations {spread}:1", 2 * PowerAnalysis.OneSidedWelch(0, spread, n, 1, n, Level / 2), source =>
               new MeanDifference(Draw(source, n, 0, spread), Draw(source, n)).PValueAgainst(0) <= Level),
        .. from n in (int[])[3, 5, 10]
           select NoDifference("Equivalence", $"true value on the margin, n = {n}", source =>
               Within(Draw(source, n, 1), 1).PFor <= Level),
        .. from n in (int[])[3, 5, 10]
           select NoDifference("Verdict on a margin, either way", $"true value on it, n = {n}", source => Within(Draw(source, n, 1), 1).PValue <= Level),
        .. from n in (int[])[3, 5, 10]
           select NoDifference("Paired t, two-sided", $"{n} pairs, correlation 0.5", source => Paired(source, n).Test.PValueAgainst(0) <= Level),
        NoDifference("Permutation, two samples", "n = 5 + 5", source =>
            PermutationTest.OfTwoSamples(Draw(source, 5), Draw(source, 5)) <= Level),
        NoDifference("Permutation, signs", "8 pairs, correlation 0.5", source =>
        {
            var (first, second, _) = Paired(source, 8);
            return PermutationTest.OfPairs(first, second) <= Level;
        }),
        NoDifference("McNemar, exact", "2,000 images, 2 % told apart", source =>
        {
            var toldApart = Binomial.Sample(source, 0.02, 2000);
            var onlyFirstWrong = toldApart == 0 ? 0 : Binomial.Sample(source, 0.5, toldApart);
            return new McNemar(onlyFirstWrong, toldApart - onlyFirstWrong, 2000).PValue <= Level;
        }),
        NoDifference("Holm over six claims, any false rejection", "four arms of 5 seeds, all alike", source => AnyFalseRejection(source, 5, [0, 0, 0, 0])),
        NoDifference("Holm over six claims, any false rejection", "four arms of 5 seeds, one 5 deviations off", source => AnyFalseRejection(source, 5, [0, 0, 0, 5])),
        NoDifference("Holm over six claims, any false rejection", "four arms of 5 seeds, one 1.5 deviations off", source => AnyFalseRejection(source, 5, [0, 0, 0, 1.5])),
        .. from n in (int[])[3, 5, 10]
           select Finds("Welch, one-sided", $"true difference 1.5 deviations, n = {n} + {n}", PowerAnalysis.OneSidedWelch(1.5, 1, n, 1, n, Level), source =>
               RejectsUpwards(new MeanDifference(Draw(source, n, 1.5), Draw(source, n)))),
        Finds("Welch, one-sided", "true difference 4, deviations 3:1, n = 3 + 3", PowerAnalysis.OneSidedWelch(4, 3, 3, 1, 3, Level), source =>
            RejectsUpwards(new MeanDifference(Draw(source, 3, 4, 3), Draw(source, 3)))),
        Finds("Paired t, one-sided", "true difference 2, 5 pairs, correlation 0.5", PowerAnalysis.OneSided(2, Math.Sqrt(2 / 5.0), 4, Level), source =>
            Reporting.Statistics.StudentT.UpperTail(Paired(source, 5, 2).Test.TStatistic!.Value, 4) <= Level),
        .. from n in (int[])[3, 5, 10]
           from off in (double[])[0, 0.5]
           select Finds("Equivalence", string.Create(CultureInfo.InvariantCulture, $"margin 1.5, true value {off} off centre, n = {n}"),
               PowerAnalysis.Equivalence(off, 1.5, 1 / Math.Sqrt(n), n - 1, Level), source =>
               Within(Draw(source, n, off), 1.5).PFor <= Level),
        Covers("Interval of Hedges' g", "true value 2, n = 3 + 3", 0.95, source =>
            new MeanDifference(Draw(source, 3, 2), Draw(source, 3)).HedgesGIntervalAt(ConfidenceLevel.NinetyFive)!.Value.Contains(2)) with { IsCostly = true },
        // Exact coverages, from the binomial distribution: statistics.R, section "Shares".
        Covers("Wilson", "share 0.07 of 10,000", 0.952249581920434, source =>
            BinomialInterval.Wilson(Binomial.Sample(source, 0.07, 10_000), 10_000, ConfidenceLevel.NinetyFive).Contains(0.07)) with { IsCostly = true },
        Covers("Wilson", "share 0.07 of 100", 0.971579564, source =>
            BinomialInterval.Wilson(Binomial.Sample(source, 0.07, 100), 100, ConfidenceLevel.NinetyFive).Contains(0.07)),
        // No theory gives its coverage at few values: measured here over 10,000 repetitions; SciPy's own over 2,000 agree (scipy_values.py).
        .. from bca in ((int N, double Coverage)[])[(5, 0.879), (10, 0.919), (20, 0.931)]
           select Covers("BCa", $"n = {bca.N} + {bca.N}", bca.Coverage, source =>
               BcaInterval.OfDifference(Draw(source, bca.N), Draw(source, bca.N), ConfidenceLevel.NinetyFive)!.Value.Contains(0)) with { IsCostly = true },
    ];

    private static SimulatedSituation NoDifference(string method, string world, Func<RandomSource, bool> isRejected) =>
        new(method, world, Promise.AtMost, Level, isRejected);

    private static SimulatedSituation Finds(string method, string world, double power, Func<RandomSource, bool> isFound) =>
        new(method, world, Promise.About, power, isFound);

    private static SimulatedSituation Covers(string method, string world, double coverage, Func<RandomSource, bool> isCovered) =>
        new(method, world, Promise.About, coverage, isCovered);

    private static Sample Draw(RandomSource source, int n, double mean = 0, double deviation = 1) => new(Values(source, n, mean, deviation));

    private static double[] Values(RandomSource source, int n, double mean = 0, double deviation = 1)
    {
        var values = new double[n];
        Normal.Samples(source, values, mean, deviation);
        return values;
    }

    private static RegionTest Within(Sample sample, double margin) => new(new LinearContrast([new ContrastTerm(1, sample)]), Region.Within(margin));

    private static bool RejectsUpwards(MeanDifference difference) =>
        Reporting.Statistics.StudentT.UpperTail(difference.TStatistic!.Value, difference.DegreesOfFreedom!.Value) <= Level;

    private static (double[] First, double[] Second, PairedDifference Test) Paired(RandomSource source, int n, double difference = 0)
    {
        // What a seed has in common is added to both: half of the variance.
        var common = Values(source, n);
        double[] first = [.. common.Zip(Values(source, n, difference), (shared, own) => shared + own)];
        double[] second = [.. common.Zip(Values(source, n), (shared, own) => shared + own)];
        return (first, second, new PairedDifference(first, second));
    }

    /// <summary>All pairs of arms are compared; a rejection is false where the arms are alike and where it names the wrong direction.</summary>
    private static bool AnyFalseRejection(RandomSource source, int n, double[] means)
    {
        var arms = means.Select(mean => (Mean: mean, Sample: Draw(source, n, mean))).ToArray();
        var claims = (from first in Enumerable.Range(0, arms.Length)
                      from second in Enumerable.Range(0, first)
                      select (Truth: arms[first].Mean - arms[second].Mean, Found: new MeanDifference(arms[first].Sample, arms[second].Sample))).ToList();
        var adjusted = Holm.Adjust([.. claims.Select(claim => claim.Found.PValueAgainst(0)!.Value)]);
        return claims.Zip(adjusted).Any(pair => pair.Second <= Level && Math.Sign(pair.First.Found.Value) != Math.Sign(pair.First.Truth));
    }
}
