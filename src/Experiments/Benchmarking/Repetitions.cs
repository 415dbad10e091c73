using Harness.Contracts.Benchmarks;

namespace Harness.Experiments.Benchmarking;

/// <summary>Summarises what was measured several times.</summary>
internal static class Repetitions
{
    private const int SignificantDigits = 5;

    /// <param name="values">At least one, in the order of measurement.</param>
    public static RepeatedMeasurement Summarise(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        double[] sorted = [.. values.Order()];
        return new RepeatedMeasurement
        {
            Values = [.. values.Select(Rounded)],
            Median = Rounded(Quantile(sorted, 0.5)),
            Minimum = Rounded(sorted[0]),
            LowerQuartile = Rounded(Quantile(sorted, 0.25)),
            UpperQuartile = Rounded(Quantile(sorted, 0.75)),
            Maximum = Rounded(sorted[^1]),
        };
    }

    /// <summary>Divides repetition by repetition: what disturbed both sides alike cancels.</summary>
    public static RepeatedMeasurement Ratio(IReadOnlyList<double> values, IReadOnlyList<double> reference) =>
        values.Count == reference.Count
            ? Summarise([.. values.Zip(reference, (value, other) => value / other)])
            : throw new ArgumentException($"{values.Count} repetitions cannot be paired with {reference.Count}.", nameof(reference));

    private static double Quantile(double[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    // Timing is not that exact; more digits would only be noise in the record.
    private static double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var decimals = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return decimals switch
        {
            < 0 => Math.Round(value),
            > 15 => value,
            _ => Math.Round(value, decimals),
        };
    }
}
