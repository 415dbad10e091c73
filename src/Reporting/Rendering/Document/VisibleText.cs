using System.Globalization;
using System.Text;

namespace Harness.Reporting.Rendering.Document;

/// <summary>
/// Text from files as a reader may safely be shown it: what cannot be seen is named, <c>[U+202E]</c>. A control character makes an SVG that no reader opens, and a bidirectional
/// one shows other words than those that are there (CVE-2021-42574, "Trojan Source").
/// </summary>
internal static class VisibleText
{
    /// <summary>Line ends and tabs stay.</summary>
    public static string Of(string text) => Replaced(text, static rune => !IsHidden(rune));

    /// <summary>The same for the PDF, in which a character that its fonts lack is an error: what is not Latin, Greek, Cyrillic or a common sign is named too.</summary>
    public static string ForPaper(string text) => Replaced(text, static rune => !IsHidden(rune) && IsInFonts(rune.Value));

    private static string Replaced(string text, Func<Rune, bool> isFit)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = isFit(rune) ? shown.Append(rune.ToString()) : shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }

        return shown.ToString();
    }

    // Format holds the bidirectional controls, the zero-width characters and the tags of plane 14.
    private static bool IsHidden(Rune rune) => rune.Value is not ('\n' or '\r' or '\t') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    // Blocks that DejaVu Sans and DejaVu Sans Mono have, the last of the fonts that are asked for.
    private static bool IsInFonts(int value) => value is < 0x0250 or (>= 0x0386 and <= 0x03CE) or (>= 0x0400 and <= 0x045F)
        or (>= 0x2000 and <= 0x200A) or (>= 0x2010 and <= 0x2027) or (>= 0x202F and <= 0x203A) or (>= 0x2070 and <= 0x208E) or 0x20AC or 0x2122 or (>= 0x2190 and <= 0x22A5) or 0xFFFD;
}
