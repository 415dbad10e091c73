using System.Globalization;

namespace Harness.Experiments.Acquisition.Progress;

/// <summary>Amounts of data and time as people read them. A megabyte is 1,000,000 bytes, as on every download page.</summary>
public static class Quantities
{
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    public static string Rate(double bytesPerSecond) =>
        bytesPerSecond < 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1e3:0} kB/s")
            : string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1e6:0.0} MB/s");

    public static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromMinutes(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} min");
}
