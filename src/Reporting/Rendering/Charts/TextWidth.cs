namespace Harness.Reporting.Rendering.Charts;

/// <summary>How wide a label will be, so that margins and labels are laid out and not guessed.</summary>
internal static class TextWidth
{
    // Advance widths of the printable ASCII characters in thousandths of the font size, read from the hmtx table of Source Sans 3
    // Regular (npm package @expo-google-fonts/source-sans-3 0.4.1).
    private static readonly int[] Advances =
    [
        200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497,
        497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527,
        494, 617, 652, 263, 479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513,
        476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495,
        255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497,
    ];

    // The semibold advances are up to 4 % wider than the regular ones; other characters are about as wide as a digit.
    private const double Bold = 1.04;
    private const int Other = 540;

    /// <summary>Width of one line of <paramref name="text"/> at <paramref name="size"/>, in the unit of the size.</summary>
    public static double Of(string text, double size, bool bold = false) =>
        text.Sum(Advance) * size / 1000 * (bold ? Bold : 1);

    /// <summary>Room to leave for a label: an HTML reader's sans-serif may be wider than Source Sans 3, DejaVu Sans by a quarter.</summary>
    public static double Reserve(string text, double size) => 1.28 * Of(text, size);

    private static int Advance(char character) => character switch
    {
        >= ' ' and <= '~' => Advances[character - ' '],
        '\u00A0' => Advances[0],
        _ => Other,
    };
}
