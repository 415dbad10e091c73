using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>
/// How many more seeds would settle an inconclusive claim: the fewest in each arm with which the test would decide with a power of 80 %, if the true values and
/// scatters were the measured ones. A guide for planning the next runs, not evidence: it inherits all the chance in the measured values.
/// </summary>
internal static class FurtherSeeds
{
    public const double Power = 0.8;
    public const int Most = 1_000;

    /// <param name="test">With a standard error.</param>
    /// <param name="familySize">The significance is shared out among so many tests (Bonferroni), which suffices whatever the others give.</param>
    /// <returns>Further seeds in the smallest arm, at least 1; null if more than <see cref="Most"/> would be needed.</returns>
    public static int? For(HypothesisTest test, int familySize)
    {
        // Each direction of the two-sided decision has half of it.
        var significance = test.Significance / 2 / familySize;
        return PowerAnalysis.SeedsFor(seeds => PowerWith(test, seeds, significance), test.N + 1, Most, Power) - test.N;
    }

    private static double PowerWith(HypothesisTest test, int seeds, double significance)
    {
        // The variances' shares of the standard error, as they would be with the same number of seeds in every arm.
        var parts = test.Hypothesis.Terms.Select(term => term.Coefficient * term.Coefficient * term.Arm.Sample!.Variance!.Value / seeds).ToList();
        var total = parts.Sum();
        var (error, freedom) = (Math.Sqrt(total), (seeds - 1) / parts.Sum(part => part / total * (part / total)));
        var (above, below) = (test.Hypothesis.Region.Above, test.Hypothesis.Region.Below);
        return (above, below) switch
        {
            ({ } low, { } high) when test.Estimate > low && test.Estimate < high =>
                PowerAnalysis.Equivalence(test.Estimate - ((low + high) / 2), (high - low) / 2, error, freedom, significance),
            _ when Deviations(test) is [> 0 and var first, > 0 and var second] =>
                PowerAnalysis.OneSidedWelch(Distance(test.Estimate, above, below), first, seeds, second, seeds, significance),
            _ => PowerAnalysis.OneSided(Distance(test.Estimate, above, below), error, freedom, significance),
        };
    }

    // Of the terms, their coefficients' sizes included.
    private static List<double> Deviations(HypothesisTest test) =>
        [.. test.Hypothesis.Terms.Select(term => Math.Abs(term.Coefficient) * term.Arm.Sample!.StandardDeviation!.Value)];

    // From the nearer limit, on whichever side the estimate lies.
    private static double Distance(double estimate, double? above, double? below) =>
        new[] { above, below }.OfType<double>().Min(limit => Math.Abs(estimate - limit));
}
