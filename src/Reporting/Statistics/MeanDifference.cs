namespace Harness.Reporting.Statistics;

/// <summary>
/// The difference of two independent samples' means, first minus second, without assuming equal variances (Welch 1947, Biometrika 34;
/// degrees of freedom after Satterthwaite 1946). Compared with R's <c>t.test</c>.
/// </summary>
/// <remarks>
/// Standard error: sqrt(s1²/n1 + s2²/n2). Assumes roughly normal values. Where a sample has one value, or both have no scatter at all,
/// there is no standard error, hence no interval and no p-value: agreement of two seeds to the last digit is no proof of a law
/// (R refuses such data as "essentially constant"). One sample without scatter beside one with is an ordinary case.
/// The two-sided test's level is not exact: at 5 % it is 3.5 % with 3 + 3 values of equal deviation, at worst 5.9 % (deviations 6:1), and
/// with 10 + 10 between 4.9 and 5.1 % (a double integral in R, power.R beside the tests).
/// </remarks>
internal sealed class MeanDifference
{
    private readonly double _pooledDeviation;
    private readonly int _pooledFreedom;
    private readonly double _errorPerDeviation;

    public MeanDifference(Sample first, Sample second)
    {
        Value = first.Mean - second.Mean;
        if (first.Variance is not { } firstVariance || second.Variance is not { } secondVariance || firstVariance + secondVariance == 0)
        {
            return;
        }

        var (a, b) = (firstVariance / first.N, secondVariance / second.N);
        StandardError = Math.Sqrt(a + b);
        DegreesOfFreedom = Satterthwaite.DegreesOfFreedom(a, first.N - 1, b, second.N - 1);
        _pooledFreedom = first.N + second.N - 2;
        _pooledDeviation = Math.Sqrt((((first.N - 1) * firstVariance) + ((second.N - 1) * secondVariance)) / _pooledFreedom);
        _errorPerDeviation = Math.Sqrt((1.0 / first.N) + (1.0 / second.N));
    }

    public double Value { get; }

    /// <summary>Null where it is undefined, like everything that follows from it.</summary>
    public double? StandardError { get; }

    public double? DegreesOfFreedom { get; }

    public double? TStatistic => Value / StandardError;

    /// <summary>
    /// The difference in units of the pooled standard deviation, times <see cref="HedgesCorrection"/> at n1 + n2 - 2 degrees of freedom.
    /// The pooled deviation is the usual yardstick for size; the test beside it does not use it.
    /// </summary>
    public double? HedgesG => StandardError is null ? null : HedgesCorrection.For(_pooledFreedom) * Value / _pooledDeviation;

    public Interval? IntervalAt(ConfidenceLevel level)
    {
        if (StandardError is not { } error || DegreesOfFreedom is not { } freedom)
        {
            return null;
        }

        var half = StudentT.TwoSidedQuantile(level, freedom) * error;
        return new Interval(Value - half, Value + half);
    }

    /// <summary>Two-sided p-value of the hypothesis that the true difference is <paramref name="hypothesis"/>: below 1 - level exactly if the interval leaves it out.</summary>
    public double? PValueAgainst(double hypothesis) =>
        StandardError is { } error && DegreesOfFreedom is { } freedom ? StudentT.TwoTails((Value - hypothesis) / error, freedom) : null;

    /// <summary>
    /// Of the true standardised difference that <see cref="HedgesG"/> estimates: the noncentralities that the pooled t statistic does not
    /// reject, in units of the deviation (Hedges and Olkin 1985, Statistical Methods for Meta-Analysis, ch. 5; Steiger and Fouladi 1997).
    /// Exact for normal values of equal variance at any n, where the usual large-sample variance is not; it needs no small-sample
    /// correction, as its limits are no estimates. Compared with R's <c>pt(..., ncp)</c> under <c>uniroot</c>.
    /// </summary>
    public Interval? HedgesGIntervalAt(ConfidenceLevel level)
    {
        if (StandardError is null)
        {
            return null;
        }

        var pooledT = Value / (_pooledDeviation * _errorPerDeviation);
        var noncentrality = NoncentralT.NoncentralityInterval(pooledT, _pooledFreedom, level);
        return new Interval(noncentrality.Low * _errorPerDeviation, noncentrality.High * _errorPerDeviation);
    }
}
