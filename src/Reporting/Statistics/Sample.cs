namespace Harness.Reporting.Statistics;

/// <summary>At least one finite value, one a seed, taken to be independent draws.</summary>
internal sealed class Sample
{
    /// <exception cref="ArgumentException">There are no values, or one is not a finite number.</exception>
    public Sample(IReadOnlyList<double> values)
    {
        if (values.Count == 0 || values.Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException("A sample holds at least one value and finite values only.", nameof(values));
        }

        Values = values;
        // A mean of equal values can differ from them in the last bit; equal values must have no scatter at all.
        var isConstant = values.All(value => value == values[0]);
        Mean = isConstant ? values[0] : values.Sum() / values.Count;
        Variance = values.Count == 1 ? null : isConstant ? 0 : values.Sum(value => (value - Mean) * (value - Mean)) / (values.Count - 1);
    }

    public IReadOnlyList<double> Values { get; }

    public int N => Values.Count;

    public double Mean { get; }

    /// <summary>With n - 1 in the denominator; null for one value, 0 for equal values.</summary>
    public double? Variance { get; }

    public double? StandardDeviation => Variance is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>
    /// Student's interval for the mean: mean plus or minus t(n - 1) standard deviation / sqrt(n). Assumes roughly normal values.
    /// Null for one value, which says nothing about scatter; for equal values it has no width. Compared with R's <c>t.test</c>.
    /// </summary>
    public Interval? MeanInterval(ConfidenceLevel level)
    {
        if (StandardDeviation is not { } deviation)
        {
            return null;
        }

        var half = StudentT.TwoSidedQuantile(level, N - 1) * deviation / Math.Sqrt(N);
        return new Interval(Mean - half, Mean + half);
    }
}
