using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>The values of all curves of a panel at the place that the reader points at.</summary>
internal static class CurveReadings
{
    /// <summary>Beyond this many places a pointer cannot tell neighbours apart and the file only grows.</summary>
    private const int MostPlaces = 60;

    public static void Add(SvgCanvas canvas, Scale x, Scale y, CurveAxes axes, IReadOnlyList<CurveSeries> series)
    {
        var places = series.SelectMany(one => one.Samples).Select(sample => sample.X).Distinct().Order().ToList();
        var every = Math.Max(1, (places.Count + MostPlaces - 1) / MostPlaces);

        // Counted from the end, which is the place that verdicts rest on.
        places = [.. places.Where((_, index) => (places.Count - 1 - index) % every == 0)];
        foreach (var (place, index) in places.Select((place, index) => (place, index)))
        {
            var left = index == 0 ? x.Start : x.At((places[index - 1] + place) / 2);
            var right = index == places.Count - 1 ? x.End : x.At((place + places[index + 1]) / 2);
            var values = from one in series
                         from sample in one.Samples
                         where sample.X == place
                         select $"\n{one.Name}: {Value(sample)}";
            canvas.Reading(left, y.End, right - left, y.Start - y.End, $"{axes.XTitle} {Quantity.Plain(place)} · {axes.YTitle}{string.Concat(values)}", x.At(place));
        }
    }

    private static string Value(CurveSample sample) => sample is { Low: { } low, High: { } high }
        ? $"{Quantity.Number(sample.Y, 2)} ({Quantity.Number(low, 2)} to {Quantity.Number(high, 2)})"
        : Quantity.Number(sample.Y, 2);
}
