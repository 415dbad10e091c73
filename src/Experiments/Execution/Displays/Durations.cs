using System.Globalization;

namespace Harness.Experiments.Execution.Displays;

/// <summary>Time spans as people say them.</summary>
internal static class Durations
{
    public static string Words(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):F0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:F1} days"),
    };
}
