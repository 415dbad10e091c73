using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class LayerSignalsTests
{
    // Relative gradients 10, 1, 0.1 in the first stage's two layers and the last stage's one; by hand: (log 10 + log 1)/2 - log 0.1 = 0.5 + 1.
    private static readonly LayerDiagnosis[] Layers =
    [
        new("conv1", 2, 2, 1),
        new("layer1.0.conv1", 1, 10, 0.8),
        new("layer1.0.conv2", 3, 3, 0.6),
        new("layer2.0.downsample.0", 1, 1_000_000, 50),
        new("layer2.0.conv1", 10, 1, 0.4),
        new("fc", 1, 1_000_000, 50),
    ];

    [Fact]
    public void Reach_is_the_logarithm_of_first_over_last_stage_without_stem_projection_and_classifier() =>
        Assert.Equal(1.5, Signals(Layers).GradientReach!.Value, 1e-12);

    // sd(log10(c(1, 10, 1, 0.1))) = 0.816496580927726 in R.
    [Fact]
    public void Spread_is_the_standard_deviation_of_the_logarithms_with_the_stem() =>
        Assert.Equal(0.816496580927726, Signals(Layers).GradientSpread!.Value, 1e-12);

    [Fact]
    public void Responses_are_averaged_over_the_convolutions() => Assert.Equal(0.7, Signals(Layers).ResponseDeviation!.Value, 1e-12);

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void A_gradient_that_is_no_number_above_zero_leaves_no_logarithm(double? gradient)
    {
        var signals = Signals([.. Layers.Select(layer => layer.Layer == "layer1.0.conv1" ? layer with { GradientNorm = gradient } : layer)]);
        Assert.Null(signals.GradientReach);
        Assert.Null(signals.GradientSpread);
        Assert.NotNull(signals.ResponseDeviation);
    }

    [Fact]
    public void A_response_that_is_no_number_leaves_no_mean() =>
        Assert.Null(Signals([.. Layers.Select(layer => layer with { ResponseDeviation = null })]).ResponseDeviation);

    [Fact]
    public void A_net_of_one_stage_has_no_reach() => Assert.Null(Signals(Layers[..3]).GradientReach);

    private static LayerSignals Signals(LayerDiagnosis[] layers) =>
        new(new DiagnosisRecord { Epoch = 0, Step = 0, Images = 128, Loss = 2.3, ActivationBytes = 1, Layers = layers });
}
