namespace Harness.Reporting.Statistics;

/// <summary>The degrees of freedom of a sum of two estimated variances (Satterthwaite 1946, Biometrics Bull. 2).</summary>
internal static class Satterthwaite
{
    /// <param name="first">A term of the sum, with its own degrees of freedom; the terms are not both 0.</param>
    /// <returns>Between the smaller of the two degrees of freedom and their sum.</returns>
    public static double DegreesOfFreedom(double first, int firstFreedom, double second, int secondFreedom)
    {
        // Written with shares of the sum, so that tiny variances do not underflow when squared.
        var share = first / (first + second);
        return 1 / ((share * share / firstFreedom) + ((1 - share) * (1 - share) / secondFreedom));
    }
}
