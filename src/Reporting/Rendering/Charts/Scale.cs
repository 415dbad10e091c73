namespace Harness.Reporting.Rendering.Charts;

/// <summary>Maps values onto a stretch of the drawing, and knows round values to label.</summary>
internal record Scale(double Low, double High, double Start, double End)
{
    public double At(double value) => Start + (Share(value) * (End - Start));

    public double Clamped(double value) => At(Math.Clamp(value, Low, High));

    /// <summary>Round values inside the scale, about <paramref name="count"/> of them, at steps of 1, 2 or 5 times a power of ten.</summary>
    public virtual IReadOnlyList<double> Ticks(int count)
    {
        var step = RoundStep(High - Low, count);
        var first = Math.Ceiling((Low / step) - 1e-9);
        var last = Math.Floor((High / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(index => (first + index) * step)];
    }

    /// <summary>The smallest round value that is at least <paramref name="value"/>, so that an axis ends on a tick.</summary>
    public static double RoundUp(double value, int count)
    {
        var step = RoundStep(value, count);
        return Math.Ceiling((value / step) - 1e-9) * step;
    }

    /// <summary>The smallest stretch between round values that holds both ends, so that an axis begins and ends on a tick.</summary>
    public static (double Low, double High) RoundOut((double Lowest, double Highest) extent, int count)
    {
        var step = RoundStep(Math.Max(extent.Highest - extent.Lowest, 1e-3), count);
        var (first, last) = (Math.Floor((extent.Lowest / step) + 1e-9), Math.Ceiling((extent.Highest / step) - 1e-9));
        return (first * step, Math.Max(last, first + 1) * step);
    }

    /// <summary>How far along the scale a value lies, 0 at its start.</summary>
    protected virtual double Share(double value) => (value - Low) / (High - Low);

    protected static double RoundStep(double range, int count)
    {
        var raw = range / Math.Max(1, count);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * (raw / power) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 };
    }
}
