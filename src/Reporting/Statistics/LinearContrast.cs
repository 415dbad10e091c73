namespace Harness.Reporting.Statistics;

/// <summary>A sample's part in a contrast.</summary>
internal sealed record ContrastTerm(double Coefficient, Sample Sample);

/// <summary>
/// A combination of independent samples' means, sum of c_i mean_i, without assuming equal variances: standard error sqrt(sum of c_i² s_i²/n_i), degrees of freedom
/// after <see cref="Satterthwaite"/>. With coefficients 1 and -1 it is Welch's test, with one sample Student's.
/// </summary>
/// <remarks>
/// Assumes roughly normal values, independent between and within samples. Where a sample has one value, or none has any scatter, there is no standard error, hence
/// no interval and no p-value. Compared with R's <c>t.test</c>, and for more than two samples with the sums written out in R.
/// </remarks>
internal sealed class LinearContrast
{
    /// <param name="terms">At least one.</param>
    public LinearContrast(IReadOnlyList<ContrastTerm> terms)
    {
        Value = terms.Sum(term => term.Coefficient * term.Sample.Mean);
        if (terms.Any(term => term.Sample.Variance is null))
        {
            return;
        }

        var parts = terms.Select(term => (Variance: term.Coefficient * term.Coefficient * term.Sample.Variance!.Value / term.Sample.N, Freedom: term.Sample.N - 1)).ToList();
        var total = parts.Sum(part => part.Variance);
        if (total > 0)
        {
            StandardError = Math.Sqrt(total);
            DegreesOfFreedom = Satterthwaite.DegreesOfFreedom(parts);
        }
    }

    /// <summary>First minus second.</summary>
    public static LinearContrast Difference(Sample first, Sample second) => new([new ContrastTerm(1, first), new ContrastTerm(-1, second)]);

    public double Value { get; }

    /// <summary>Null where it is undefined, like everything that follows from it.</summary>
    public double? StandardError { get; }

    public double? DegreesOfFreedom { get; }

    public Interval? IntervalAt(ConfidenceLevel level)
    {
        if (StandardError is not { } error || DegreesOfFreedom is not { } freedom)
        {
            return null;
        }

        var half = StudentT.TwoSidedQuantile(level, freedom) * error;
        return new Interval(Value - half, Value + half);
    }

    /// <summary>Two-sided p-value of the hypothesis that the true value is <paramref name="hypothesis"/>: below 1 - level exactly if the interval leaves it out.</summary>
    public double? PValueAgainst(double hypothesis) =>
        StandardError is { } error && DegreesOfFreedom is { } freedom ? StudentT.TwoTails((Value - hypothesis) / error, freedom) : null;

    /// <summary>One-sided p-value of the hypothesis that the true value is at most <paramref name="limit"/>: small where the estimate lies well above it.</summary>
    public double? PValueOfAtMost(double limit) =>
        StandardError is { } error && DegreesOfFreedom is { } freedom ? StudentT.UpperTail((Value - limit) / error, freedom) : null;

    /// <summary>One-sided p-value of the hypothesis that the true value is at least <paramref name="limit"/>: small where the estimate lies well below it.</summary>
    public double? PValueOfAtLeast(double limit) =>
        StandardError is { } error && DegreesOfFreedom is { } freedom ? StudentT.UpperTail((limit - Value) / error, freedom) : null;
}
