using MathNet.Numerics.Distributions;

namespace Harness.Reporting.Statistics;

/// <summary>
/// Two classifiers on the same images (McNemar 1947, Psychometrika 12): only the images that exactly one of them gets wrong tell them apart.
/// A statement about these two sets of weights, not about their training. The test is the exact binomial one, R's <c>binom.test(b, b + c)</c>.
/// </summary>
internal sealed class McNemar
{
    private readonly int _onlyFirstWrong;
    private readonly int _onlySecondWrong;
    private readonly int _images;

    /// <param name="onlyFirstWrong">Images that the first gets wrong and the second right; b.</param>
    /// <param name="onlySecondWrong">The other way round; c.</param>
    /// <param name="images">All of them, those on which both agree too: at least 1 and at least b + c.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there are more disagreements than images.</exception>
    public McNemar(int onlyFirstWrong, int onlySecondWrong, int images)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirstWrong);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecondWrong);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, Math.Max(1, (long)onlyFirstWrong + onlySecondWrong));
        (_onlyFirstWrong, _onlySecondWrong, _images) = (onlyFirstWrong, onlySecondWrong, images);
    }

    /// <summary>The first's error share minus the second's: (b - c) / images.</summary>
    public double Difference => (double)(_onlyFirstWrong - _onlySecondWrong) / _images;

    /// <summary>Two-sided, of the hypothesis that both have the same error: that b is binomial with b + c trials at one half. 1 where b + c = 0.</summary>
    public double PValue
    {
        get
        {
            var disagreements = _onlyFirstWrong + _onlySecondWrong;
            // At equality both tails hold the middle count, and together more than 1.
            return disagreements == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, disagreements, Math.Min(_onlyFirstWrong, _onlySecondWrong)));
        }
    }

    /// <summary>
    /// Of the difference in error: Wald's interval after half an image is added to each of the four cells (Agresti and Min 2005, Stat. Med.
    /// 24), cut to [-1, 1]. It needs only b, c and the number of images, covers close to its level, and has a width at b = c = 0, where
    /// Wald's own has none. It is not the inverse of the exact test; at the border the two can disagree.
    /// </summary>
    public Interval IntervalAt(ConfidenceLevel level)
    {
        var (b, c, n) = (_onlyFirstWrong + 0.5, _onlySecondWrong + 0.5, _images + 2.0);
        var centre = (b - c) / n;
        var half = Normal.InvCDF(0, 1, (1 + level.Value) / 2) * Math.Sqrt(b + c - ((b - c) * centre)) / n;
        return new Interval(Math.Max(-1, centre - half), Math.Min(1, centre + half));
    }
}
