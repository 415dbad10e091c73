namespace Harness.Reporting.Rendering.Charts;

internal enum MarkerShape
{
    Circle,
    Square,
    Triangle,
    Diamond,
    TriangleDown,
}

/// <summary>A colour by its role: one value on paper and light screens, one on dark screens.</summary>
/// <param name="Name">Part of the class names in the SVG: <c>fill-name</c> and <c>stroke-name</c>.</param>
internal sealed record Paint(string Name, string Light, string Dark)
{
    public static readonly Paint Ink = new("ink", "#1f2328", "#e6e8eb");
    public static readonly Paint Muted = new("muted", "#5a626b", "#a5adb6");
    public static readonly Paint Axis = new("axis", "#70777f", "#868e97");
    public static readonly Paint Grid = new("grid", "#e3e6e9", "#31373e");
    public static readonly Paint Paper = new("paper", "#ffffff", "#15181c");

    /// <summary>What was predicted rightly; never the only sign of it.</summary>
    public static readonly Paint Right = new("right", "#0b6b4f", "#5fd3b1");

    /// <summary>What was predicted wrongly; never the only sign of it.</summary>
    public static readonly Paint Wrong = new("wrong", "#a3321b", "#ff9a7a");

    /// <summary>From faint to strong, for parts of a whole. Ink is legible on the first three, paper on the last three, on both kinds of screen.</summary>
    public static readonly IReadOnlyList<Paint> Shades =
    [
        new("shade-0", "#dfe5ea", "#2b333b"),
        new("shade-1", "#c3ced8", "#36424e"),
        new("shade-2", "#9fb1c1", "#46576a"),
        new("shade-3", "#5d7890", "#7f9bb5"),
        new("shade-4", "#3d5a75", "#9db8d0"),
        new("shade-5", "#22384d", "#c3d7e8"),
    ];

    /// <summary>The paints that are no network's.</summary>
    public static IReadOnlyList<Paint> Neutral => [Ink, Muted, Axis, Grid, Paper, Right, Wrong, .. Shades, .. ClassStyle.All.Select(style => style.Paint)];

    public string Fill(double opacity) => $" class=\"fill-{Name}\" fill=\"{Light}\"{Opacity(opacity)}";

    /// <summary>Filled with this and rimmed with <paramref name="rim"/>.</summary>
    public string Fill(double opacity, Paint rim, double thickness) =>
        $" class=\"fill-{Name} stroke-{rim.Name}\" fill=\"{Light}\"{Opacity(opacity)} stroke=\"{rim.Light}\" stroke-width=\"{SvgCanvas.N(thickness)}\"";

    public string Stroke(double thickness, string? dashes) =>
        $" class=\"stroke-{Name}\" stroke=\"{Light}\" stroke-width=\"{SvgCanvas.N(thickness)}\"{(dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"")}";

    private static string Opacity(double opacity) => opacity >= 1 ? "" : $" fill-opacity=\"{SvgCanvas.N(opacity)}\"";
}
