namespace Harness.Reporting.Statistics;

/// <summary>
/// Two one-sided tests of whether a mean lies within a margin of a fixed published value (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15).
/// The published value is taken as it is printed, without scatter of its own.
/// </summary>
/// <remarks>
/// At significance alpha the mean is shown to be within the margin exactly if its interval at level 1 - 2 alpha lies inside it.
/// One value, or values without scatter, give no interval and no p-value. Compared with R's <c>t.test</c> run for either side.
/// </remarks>
internal sealed class EquivalenceTest
{
    /// <param name="significance">Of each of the two tests, in (0, 0.5).</param>
    public EquivalenceTest(Sample sample, double published, double margin, double significance)
    {
        Difference = sample.Mean - published;
        Level = new ConfidenceLevel(1 - (2 * significance));
        if (sample.StandardDeviation is not ({ } deviation and > 0))
        {
            return;
        }

        var error = deviation / Math.Sqrt(sample.N);
        Interval = sample.MeanInterval(Level)!.Value.Shifted(-published);
        var notBelow = StudentT.UpperTail((Difference + margin) / error, sample.N - 1);
        var notAbove = StudentT.UpperTail((margin - Difference) / error, sample.N - 1);
        PValue = Math.Max(notBelow, notAbove);
    }

    /// <summary>Mean minus published value.</summary>
    public double Difference { get; }

    public ConfidenceLevel Level { get; }

    /// <summary>Of the difference, at <see cref="Level"/>.</summary>
    public Interval? Interval { get; }

    /// <summary>The larger of the two one-sided p-values.</summary>
    public double? PValue { get; }
}
