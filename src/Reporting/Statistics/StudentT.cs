namespace Harness.Reporting.Statistics;

/// <summary>Student's t distribution with real degrees of freedom above 0.</summary>
internal static class StudentT
{
    /// <summary>The t that is exceeded in size with probability 1 - level.</summary>
    public static double TwoSidedQuantile(ConfidenceLevel level, double degreesOfFreedom) =>
        MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degreesOfFreedom, (1 + level.Value) / 2);

    /// <summary>The probability of a value above <paramref name="t"/>.</summary>
    public static double UpperTail(double t, double degreesOfFreedom) =>
        // By symmetry the lower tail at -t: unlike 1 - CDF(t) it keeps its digits where the probability is small.
        MathNet.Numerics.Distributions.StudentT.CDF(0, 1, degreesOfFreedom, -t);

    /// <summary>The probability of a value at least as far from 0 as <paramref name="t"/>.</summary>
    public static double TwoTails(double t, double degreesOfFreedom) => Math.Min(1, 2 * UpperTail(Math.Abs(t), degreesOfFreedom));
}
