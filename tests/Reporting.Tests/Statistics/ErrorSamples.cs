using FsCheck;
using FsCheck.Fluent;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Generates what seeds give: two to eight error shares with four decimals, as 10,000 test images do.</summary>
internal static class ErrorSamples
{
    public static Arbitrary<double[]> Arrays() =>
        (from count in Gen.Choose(2, 8)
         from wrong in Gen.Choose(0, 10_000).ArrayOf(count)
         select wrong.Select(images => images / 10_000.0).ToArray()).ToArbitrary();
}
