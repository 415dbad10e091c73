namespace Harness.Reporting.Rendering.Charts;

/// <summary>Cuts off what lies above the axis, which would otherwise be drawn as a false plateau along its edge.</summary>
internal static class CurveCut
{
    /// <returns>
    /// The samples from where the curve comes down to <paramref name="high"/> for good, led by the point at which it does; all of them where it never does.
    /// </returns>
    public static IReadOnlyList<CurveSample> Below(double high, IReadOnlyList<CurveSample> samples)
    {
        var first = samples.Count;
        while (first > 0 && samples[first - 1].Y <= high)
        {
            first--;
        }

        return first == 0 || first == samples.Count
            ? samples
            : [Crossing(high, samples[first - 1], samples[first]), .. samples.Skip(first)];
    }

    private static CurveSample Crossing(double high, CurveSample above, CurveSample below)
    {
        var share = (above.Y - high) / (above.Y - below.Y);
        double? Between(double? from, double? to) => from + (share * (to - from));
        return new CurveSample(above.X + (share * (below.X - above.X)), high, Between(above.Low, below.Low), Between(above.High, below.High));
    }
}
