using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Harness.Contracts.Plans;

/// <summary>Which published family of CIFAR networks a model belongs to.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ModelFamily>))]
public enum ModelFamily
{
    /// <summary>Three stages of 16, 32 and 64 channels, depth 6n+2 (He et al. 2015, section 4.2).</summary>
    ThreeStage,

    /// <summary>Four stages of 64, 128, 256 and 512 channels behind a 3x3 stem: the ImageNet nets 18/34/50/101/152 fitted to 32x32 images.</summary>
    FourStage,
}

/// <summary>What joins a block's input to its output.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Shortcut>))]
public enum Shortcut
{
    /// <summary>Nothing: the plain twin.</summary>
    None,

    /// <summary>Identity; where the shape changes, every second pixel and zeros for the new channels (option A, He et al. section 3.3). No parameters.</summary>
    ZeroPadding,

    /// <summary>Identity; where the shape changes, a strided 1x1 convolution with batch normalisation (option B).</summary>
    Projection,
}

/// <summary>One network, completely described.</summary>
/// <param name="Family">The stage layout.</param>
/// <param name="Depth">Layers with weights on the main path: 6n+2 for three stages; 18, 34, 50, 101 or 152 for four.</param>
/// <param name="Shortcut">What makes the net residual or plain.</param>
/// <param name="WidthMultiplier">Factor on every channel count, in (0, 4]; 1 is the published width.</param>
public sealed record ModelSpec(
    ModelFamily Family,
    [AtLeast(8)] int Depth,
    Shortcut Shortcut,
    [Range(0.0, 4.0, MinimumIsExclusive = true)] double WidthMultiplier = 1)
{
    /// <summary>The plain twin and the residual net of one depth differ in this alone.</summary>
    [JsonIgnore]
    public bool IsResidual => Shortcut != Shortcut.None;

    public IEnumerable<string> Problems()
    {
        if (Family == ModelFamily.ThreeStage && (Depth < 8 || (Depth - 2) % 6 != 0))
        {
            yield return $"depth {Depth} is not 6n+2 with n of at least 1 (8, 14, 20, 32, 44, 56, 110, ...)";
        }

        if (Family == ModelFamily.FourStage && Depth is not (18 or 34 or 50 or 101 or 152))
        {
            yield return $"depth {Depth} is not one of 18, 34, 50, 101, 152";
        }

        if (!double.IsFinite(WidthMultiplier) || WidthMultiplier <= 0 || WidthMultiplier > 4)
        {
            yield return $"width_multiplier {WidthMultiplier} is not in (0, 4]";
        }
    }
}
