using FsCheck;
using FsCheck.Fluent;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Generates what seeds give: two to eight error shares with four decimals, as 10,000 test images do.</summary>
internal static class ErrorSamples
{
    public static Arbitrary<double[]> Arrays() =>
        (from count in Gen.Choose(2, 8)
         from values in Errors(count)
         select values).ToArbitrary();

    /// <summary>Two arrays of one length.</summary>
    public static Arbitrary<(double[] First, double[] Second)> Pairs() =>
        (from count in Gen.Choose(2, 8)
         from first in Errors(count)
         from second in Errors(count)
         select (first, second)).ToArbitrary();

    private static Gen<double[]> Errors(int count) =>
        Gen.Choose(0, 10_000).ArrayOf(count).Select(wrong => wrong.Select(images => images / 10_000.0).ToArray());
}
