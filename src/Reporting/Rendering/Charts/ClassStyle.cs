namespace Harness.Reporting.Rendering.Charts;

/// <summary>How a class of images looks in every figure: a hue, and for those who see no hues a marker that no other class has.</summary>
internal sealed record ClassStyle(Paint Paint, MarkerShape Marker, bool Hollow)
{
    // Paul Tol's "muted" scheme of nine (personal.sron.nl/~pault, "Colour schemes", 2021), pale ones darkened for white paper, and a grey.
    private static readonly (string Light, string Dark)[] Hues =
    [
        ("#332288", "#8f80e8"), ("#3fa9d6", "#88ccee"), ("#2f9484", "#44c9b4"), ("#117733", "#45b96c"), ("#84842a", "#c2c255"),
        ("#b89b3c", "#ddcc77"), ("#cc6677", "#e68a99"), ("#882255", "#d05c96"), ("#aa4499", "#d67bc8"), ("#5a626b", "#b4bcc5"),
    ];

    private static readonly MarkerShape[] Markers =
        [MarkerShape.Circle, MarkerShape.Square, MarkerShape.Triangle, MarkerShape.Diamond, MarkerShape.TriangleDown];

    /// <summary>By class.</summary>
    public static readonly IReadOnlyList<ClassStyle> All =
        [.. Hues.Select((hue, index) => new ClassStyle(new Paint($"class-{index}", hue.Light, hue.Dark), Markers[index % Markers.Length], index >= Markers.Length))];
}
