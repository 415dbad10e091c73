namespace Harness.Reporting.Statistics;

/// <summary>
/// Two sums or differences that agree on paper can differ in their last bits, which must not decide whether there is a tie.
/// </summary>
internal static class RoundingTolerance
{
    /// <summary>1e-12 of the largest size among the values: hundreds of times what rounding does to their sums, and far below the step of an error measured on any number of images.</summary>
    public static double Of(IEnumerable<double> values) => 1e-12 * values.Max(Math.Abs);
}
