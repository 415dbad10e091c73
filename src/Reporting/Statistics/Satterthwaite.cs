namespace Harness.Reporting.Statistics;

/// <summary>The degrees of freedom of a sum of estimated variances (Satterthwaite 1946, Biometrics Bulletin 2, eq. 17).</summary>
internal static class Satterthwaite
{
    /// <param name="parts">The terms of the sum, each with its own degrees of freedom; they are not all 0.</param>
    /// <returns>Between the smallest of the degrees of freedom and their sum.</returns>
    public static double DegreesOfFreedom(IReadOnlyList<(double Variance, int Freedom)> parts)
    {
        var total = parts.Sum(part => part.Variance);
        // Written with shares of the sum, so that tiny variances do not underflow when squared.
        return 1 / parts.Sum(part => part.Variance / total * (part.Variance / total) / part.Freedom);
    }
}
