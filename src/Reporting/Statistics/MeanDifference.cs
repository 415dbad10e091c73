namespace Harness.Reporting.Statistics;

/// <summary>
/// The difference of two independent samples' means, first minus second, by Welch's test (Welch 1947, Biometrika 34), with its standardised size beside it.
/// Compared with R's <c>t.test</c>.
/// </summary>
/// <remarks>
/// Undefined as <see cref="LinearContrast"/> says: agreement of two seeds to the last digit is no proof of a law (R refuses such data as "essentially constant").
/// One sample without scatter beside one with is an ordinary case.
/// The two-sided test's level is not exact: at 5 % it is 3.5 % with 3 + 3 values of equal deviation, at worst 5.9 % (deviations 6:1), and
/// with 10 + 10 between 4.9 and 5.1 % (a double integral in R, power.R beside the tests).
/// </remarks>
internal sealed class MeanDifference
{
    private readonly LinearContrast _contrast;
    private readonly double _pooledDeviation;
    private readonly int _pooledFreedom;
    private readonly double _errorPerDeviation;

    public MeanDifference(Sample first, Sample second)
    {
        _contrast = LinearContrast.Difference(first, second);
        if (_contrast.StandardError is null)
        {
            return;
        }

        _pooledFreedom = first.N + second.N - 2;
        _pooledDeviation = Math.Sqrt((((first.N - 1) * first.Variance!.Value) + ((second.N - 1) * second.Variance!.Value)) / _pooledFreedom);
        _errorPerDeviation = Math.Sqrt((1.0 / first.N) + (1.0 / second.N));
    }

    public double Value => _contrast.Value;

    /// <summary>Null where it is undefined, like everything that follows from it.</summary>
    public double? StandardError => _contrast.StandardError;

    public double? DegreesOfFreedom => _contrast.DegreesOfFreedom;

    public double? TStatistic => Value / StandardError;

    /// <summary>
    /// The difference in units of the pooled standard deviation, times <see cref="HedgesCorrection"/> at n1 + n2 - 2 degrees of freedom.
    /// The pooled deviation is the usual yardstick for size; the test beside it does not use it.
    /// </summary>
    public double? HedgesG => StandardError is null ? null : HedgesCorrection.For(_pooledFreedom) * Value / _pooledDeviation;

    public Interval? IntervalAt(ConfidenceLevel level) => _contrast.IntervalAt(level);

    /// <summary>Two-sided p-value of the hypothesis that the true difference is <paramref name="hypothesis"/>.</summary>
    public double? PValueAgainst(double hypothesis) => _contrast.PValueAgainst(hypothesis);

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
