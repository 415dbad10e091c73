namespace Harness.Reporting.Statistics;

/// <summary>
/// The mean of the middle half of the values: less swayed by one bad seed than the mean, and less wasteful than the median (Agarwal et al.
/// 2021, Deep Reinforcement Learning at the Edge of the Statistical Precipice, NeurIPS 34, sect. 4.3).
/// </summary>
/// <remarks>
/// In ascending order each of the n values holds 1/n of the mass; the mean is taken over the mass from 1/4 to 3/4, so that a value over a
/// quartile counts in part: of five values the middle three, at weights 0.75, 1 and 0.75. SciPy's <c>trim_mean(x, 0.25)</c>, which
/// the paper's code uses, drops floor(n/4) whole values a side instead; the two are the same where four divides n. One value, or two,
/// give the mean. Compared with that function on the values written down four times each, which makes four divide n.
/// </remarks>
internal static class InterquartileMean
{
    public static double Of(Sample sample)
    {
        if (sample.Variance is null or 0)
        {
            return sample.Mean;
        }

        var (from, to) = (sample.N / 4.0, sample.N * 3 / 4.0);
        return sample.Values.Order().Select((value, index) => value * Overlap(index, from, to)).Sum() / (to - from);
    }

    private static double Overlap(int index, double from, double to) => Math.Max(0, Math.Min(index + 1, to) - Math.Max(index, from));
}
