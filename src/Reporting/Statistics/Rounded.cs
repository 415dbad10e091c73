using System.Globalization;

namespace Harness.Reporting.Statistics;

/// <summary>
/// Computed statistics are written with twelve significant digits: far more than they mean, few enough that the last bit of another
/// machine's mathematical library does not change the file.
/// </summary>
internal static class Rounded
{
    public static double ToTwelveDigits(double value) =>
        double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static double? ToTwelveDigits(double? value) => value is { } number ? ToTwelveDigits(number) : null;
}
