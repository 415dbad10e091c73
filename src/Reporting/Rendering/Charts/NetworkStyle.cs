using Harness.Contracts.Plans;

namespace Harness.Reporting.Rendering.Charts;

/// <summary>How a network looks in every figure: hue and dashes say plain or residual, lightness and marker say depth, a hollow marker says narrow.</summary>
internal sealed record NetworkStyle(Paint Paint, string? Dashes, MarkerShape Marker, bool Hollow)
{
    // Orange against blue and purple against green stay apart for the common kinds of colour blindness; each ramp falls in lightness, so
    // that shallow and deep stay apart in greyscale, where dashes tell plain from residual.
    private static readonly Ramp PlainThree = new("plain3", ["#d98c00", "#cc7400", "#bd5b00", "#a84300", "#7d2a00"], ["#ffc95c", "#ffb13d", "#ff9a2e", "#ff8330", "#ff6b3a"]);
    private static readonly Ramp ResidualThree = new("residual3", ["#3f9bdc", "#2a83c7", "#176bb0", "#0a5596", "#063a68"], ["#a8d8ff", "#86c6ff", "#66b3ff", "#4f9ff5", "#3f8be6"]);
    private static readonly Ramp PlainFour = new("plain4", ["#cf7fb0", "#a94f88", "#8a2f6a", "#6b1a50", "#4f0e3a"], ["#f3b6da", "#e48fc2", "#d76fae", "#c9539b", "#b83f88"]);
    private static readonly Ramp ResidualFour = new("residual4", ["#35a98a", "#0f8a6a", "#046a50", "#024f3c", "#01382a"], ["#8fe6cc", "#5fd3b1", "#3cc09b", "#22ab86", "#179473"]);

    private static readonly MarkerShape[] Markers =
        [MarkerShape.Circle, MarkerShape.Triangle, MarkerShape.Diamond, MarkerShape.Square, MarkerShape.TriangleDown];

    /// <summary>Every paint that a network can have.</summary>
    public static IEnumerable<Paint> AllPaints => new[] { PlainThree, ResidualThree, PlainFour, ResidualFour }.SelectMany(ramp => ramp.Paints);

    public static NetworkStyle Of(ModelSpec model)
    {
        var step = Step(model);
        var ramp = (model.Family, model.IsResidual) switch
        {
            (ModelFamily.ThreeStage, false) => PlainThree,
            (ModelFamily.ThreeStage, true) => ResidualThree,
            (_, false) => PlainFour,
            (_, true) => ResidualFour,
        };
        return new NetworkStyle(ramp.Paints[step], model.IsResidual ? null : "4.5 2.2", Markers[step], model.WidthMultiplier < 1);
    }

    private static int Step(ModelSpec model) => model.Family == ModelFamily.ThreeStage
        ? model.Depth switch { <= 20 => 0, <= 32 => 1, <= 44 => 2, <= 56 => 3, _ => 4 }
        : model.Depth switch { <= 18 => 0, <= 34 => 2, <= 50 => 3, <= 101 => 1, _ => 4 };

    private sealed class Ramp(string name, string[] light, string[] dark)
    {
        public Paint[] Paints { get; } = [.. light.Zip(dark, (onPaper, onScreen) => (onPaper, onScreen)).Select((pair, index) => new Paint($"{name}-{index}", pair.onPaper, pair.onScreen))];
    }
}
