using MathNet.Numerics;

namespace Harness.Reporting.Statistics;

/// <summary>
/// The factor that makes a standardised difference unbiased: J = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)) with the m degrees of freedom of
/// the standard deviation (Hedges 1981, J. Educ. Stat. 6, eq. 6e).
/// </summary>
internal static class HedgesCorrection
{
    /// <returns>Null at one degree of freedom, where the standardised difference has no expectation to correct.</returns>
    public static double? For(int degreesOfFreedom) => degreesOfFreedom < 2
        ? null
        : Math.Exp(SpecialFunctions.GammaLn(degreesOfFreedom / 2.0) - SpecialFunctions.GammaLn((degreesOfFreedom - 1) / 2.0))
            / Math.Sqrt(degreesOfFreedom / 2.0);
}
