using Harness.Reporting.Rendering.Charts;

namespace Harness.Reporting.Rendering;

/// <summary>Gaps between training and test accuracy, in percentage points, that the seed document calls overfitting ("Visualización de métricas de entrenamiento").</summary>
internal static class SeedThresholds
{
    /// <summary>The line in its plot of the gap.</summary>
    public const double Drawn = 5;

    /// <summary>A final gap above this makes its program print that overfitting was detected.</summary>
    public const double Judged = 10;

    public static readonly IReadOnlyList<CurveThreshold> Lines = [new("5 points", Drawn), new("10 points", Judged)];
}
