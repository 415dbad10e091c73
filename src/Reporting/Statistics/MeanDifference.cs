namespace Harness.Reporting.Statistics;

/// <summary>
/// The difference of two independent samples' means, first minus second, without assuming equal variances (Welch 1947, Biometrika 34;
/// degrees of freedom after Satterthwaite 1946). Compared with R's <c>t.test</c>.
/// </summary>
/// <remarks>
/// Standard error: sqrt(s1²/n1 + s2²/n2). Assumes roughly normal values. Where a sample has one value, or both have no scatter at all,
/// there is no standard error, hence no interval and no p-value: agreement of two seeds to the last digit is no proof of a law
/// (R refuses such data as "essentially constant"). One sample without scatter beside one with is an ordinary case.
/// </remarks>
internal sealed class MeanDifference
{
    public MeanDifference(Sample first, Sample second)
    {
        Value = first.Mean - second.Mean;
        if (first.Variance is not { } firstVariance || second.Variance is not { } secondVariance || firstVariance + secondVariance == 0)
        {
            return;
        }

        var (a, b) = (firstVariance / first.N, secondVariance / second.N);
        StandardError = Math.Sqrt(a + b);
        // Written with shares of the sum, so that tiny variances do not underflow when squared.
        var share = a / (a + b);
        DegreesOfFreedom = 1 / ((share * share / (first.N - 1)) + ((1 - share) * (1 - share) / (second.N - 1)));
        HedgesG = Standardised(first.N, second.N, firstVariance, secondVariance);
    }

    public double Value { get; }

    /// <summary>Null where it is undefined, like everything that follows from it.</summary>
    public double? StandardError { get; }

    public double? DegreesOfFreedom { get; }

    public double? TStatistic => Value / StandardError;

    /// <summary>
    /// The difference in units of the pooled standard deviation, times Hedges' exact small-sample correction
    /// J = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)) with m = n1 + n2 - 2 (Hedges 1981, J. Educ. Stat. 6, eq. 6e).
    /// The pooled deviation is the usual yardstick for size; the test beside it does not use it.
    /// </summary>
    public double? HedgesG { get; }

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

    private double Standardised(int firstN, int secondN, double firstVariance, double secondVariance)
    {
        var m = firstN + secondN - 2;
        var pooled = Math.Sqrt((((firstN - 1) * firstVariance) + ((secondN - 1) * secondVariance)) / m);
        var correction = Math.Exp(MathNet.Numerics.SpecialFunctions.GammaLn(m / 2.0) - MathNet.Numerics.SpecialFunctions.GammaLn((m - 1) / 2.0))
            / Math.Sqrt(m / 2.0);
        return correction * Value / pooled;
    }
}
