using MathNet.Numerics.Statistics;

namespace Harness.Reporting.Statistics;

/// <summary>
/// The mean of the differences, first minus second, of values that belong together in pairs, for instance two arms' errors with the same
/// seed: Student's one-sample test of the differences (Student 1908, Biometrika 6). Compared with R's <c>t.test(paired = TRUE)</c>.
/// </summary>
/// <remarks>
/// Assumes roughly normal differences; pairing gains where the pairs' correlation is positive. With one pair, or where all differences are
/// the same, there is no standard error, hence no interval and no p-value. Differences that agree up to rounding count as the same.
/// </remarks>
internal sealed class PairedDifference
{
    /// <param name="first">At least one finite value.</param>
    /// <param name="second">As many, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length, are empty, or hold a value that is not a finite number.</exception>
    public PairedDifference(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"Pairs need equally many values on both sides: {first.Count} and {second.Count}.", nameof(second));
        }

        var (one, other) = (new Sample(first), new Sample(second));
        var differences = first.Zip(second, (a, b) => a - b).ToList();
        var isConstant = differences.Max() - differences.Min() <= RoundingTolerance.Of(first.Concat(second));
        Differences = new Sample(isConstant ? [.. differences.Select(_ => differences[0])] : differences);
        if (one.Variance > 0 && other.Variance > 0)
        {
            Correlation = Math.Clamp(MathNet.Numerics.Statistics.Correlation.Pearson(first, second), -1, 1);
        }

        if (Differences.StandardDeviation is { } deviation and > 0)
        {
            StandardError = deviation / Math.Sqrt(N);
            HedgesGz = HedgesCorrection.For(N - 1) * Value / deviation;
        }
    }

    /// <summary>First minus second, in the order given.</summary>
    public Sample Differences { get; }

    /// <summary>Pairs.</summary>
    public int N => Differences.N;

    public double Value => Differences.Mean;

    /// <summary>Pearson's, of the pairs, in [-1, 1]; with two pairs it is 1 or -1 and says nothing. Null with one pair and where a side has no scatter.</summary>
    public double? Correlation { get; }

    /// <summary>Null where it is undefined, like the test that follows from it.</summary>
    public double? StandardError { get; }

    /// <summary>Pairs minus one; null with <see cref="StandardError"/>.</summary>
    public int? DegreesOfFreedom => StandardError is null ? null : N - 1;

    public double? TStatistic => Value / StandardError;

    /// <summary>
    /// The mean difference in units of the differences' standard deviation (d_z of Lakens 2013, Front. Psychol. 4:863), times
    /// <see cref="HedgesCorrection"/>. Not comparable with <see cref="MeanDifference.HedgesG"/>, whose yardstick is the arms' deviation.
    /// Null with two pairs too, where the correction is undefined.
    /// </summary>
    public double? HedgesGz { get; }

    public Interval? IntervalAt(ConfidenceLevel level) => StandardError is null ? null : Differences.MeanInterval(level);

    /// <summary>Two-sided p-value of the hypothesis that the true mean difference is <paramref name="hypothesis"/>.</summary>
    public double? PValueAgainst(double hypothesis) =>
        StandardError is { } error ? StudentT.TwoTails((Value - hypothesis) / error, N - 1) : null;
}
