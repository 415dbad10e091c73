using System.Globalization;
using Harness.Contracts.Analysis;

namespace Harness.Reporting.Rendering.Document;

/// <summary>Numbers as they are printed: sensible digits, true minus signs, no-break spaces before units.</summary>
internal static class Quantity
{
    public const string Missing = "–";
    private const char NoBreakSpace = '\u00A0';
    private const char Minus = '\u2212';

    public static string Count(long value) => Sign(value.ToString("#,0", CultureInfo.InvariantCulture));

    public static string Count(long? value) => value is { } known ? Count(known) : Missing;

    public static string Number(double value, int decimals) =>
        Sign(value.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture));

    public static string Plain(double value) => Sign(value.ToString("0.########", CultureInfo.InvariantCulture));

    /// <summary>With three significant digits, trailing zeros included; whole from 100 on.</summary>
    public static string Significant(double value) =>
        Number(value, value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9)).TrimEnd('.');

    /// <summary>A share in [0, 1] as percent.</summary>
    public static string Percent(double share, int decimals = 2) => $"{Number(100 * share, decimals)}{NoBreakSpace}%";

    public static string Percent(double? share, int decimals = 2) => share is { } known ? Percent(known, decimals) : Missing;

    /// <summary>A share as a bare number of percent, for columns whose head carries the unit.</summary>
    public static string Points(double? share, int decimals = 2) => share is { } known ? Number(100 * known, decimals) : Missing;

    /// <summary>The mean of shares in percent with half its interval, for columns whose head carries the unit; one seed has no interval.</summary>
    public static string WithInterval(Estimate? estimate)
    {
        if (estimate is null)
        {
            return Missing;
        }

        if (estimate is not { Low: { } low, High: { } high })
        {
            return Points(estimate.Mean);
        }

        var half = (high - low) / 2;
        var decimals = half >= 0.01 ? 1 : 2;
        return $"{Number(100 * estimate.Mean, decimals)}{NoBreakSpace}±{NoBreakSpace}{Number(100 * half, decimals)}";
    }

    /// <summary>With its name, since it may be a bound.</summary>
    public static string PValue(double? p) => p switch
    {
        null => Missing,
        < 0.001 => "p < 0.001",
        _ => $"p = {Number(p.Value, p.Value < 0.01 ? 4 : 3)}",
    };

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => $"{Number(seconds, 1)}{NoBreakSpace}s",
        < 3_600 => $"{Number(seconds / 60, 1)}{NoBreakSpace}min",
        _ => $"{Number(seconds / 3_600, 1)}{NoBreakSpace}h",
    };

    /// <summary>Millions with enough digits to tell networks apart.</summary>
    public static string Millions(long value) => $"{Number(value / 1e6, value >= 100_000_000 ? 0 : value >= 1_000_000 ? 1 : 2)}{NoBreakSpace}M";

    /// <summary>Multiply-accumulates in units of 10⁶ (M) or 10⁹ (G); fewer than ten thousand as they are.</summary>
    public static string Macs(long value) => value switch
    {
        < 10_000 => Count(value),
        < 1_000_000_000 => $"{Number(value / 1e6, value >= 10_000_000 ? 1 : 2)}{NoBreakSpace}M",
        _ => $"{Number(value / 1e9, 2)}{NoBreakSpace}G",
    };

    /// <summary>Bytes in units of 2¹⁰ (KiB) or 2²⁰ (MiB), three digits or more.</summary>
    public static string Bytes(long value) => value switch
    {
        < 1 << 10 => $"{Count(value)}{NoBreakSpace}B",
        < 1 << 20 => $"{Number(value / (double)(1 << 10), 1)}{NoBreakSpace}KiB",
        _ => $"{Number(value / (double)(1 << 20), value < 100 << 20 ? 2 : 0)}{NoBreakSpace}MiB",
    };

    public static string Quantify(int count, string one, string many) => $"{Count(count)}{NoBreakSpace}{(count == 1 ? one : many)}";

    public static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A level such as 0.95 as <c>95 %</c>.</summary>
    public static string Level(double level) => Percent(level, 0);

    private static string Sign(string text) => text.Replace('-', Minus);
}
