using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class LayerProfileTests
{
    private const int Images = 5_000;

    private static readonly Recipe Recipe = SyntheticPlans.Quick().Recipes["gentle"];

    [Fact]
    public void Gradients_are_averaged_as_logarithms_and_responses_as_they_are()
    {
        // Relative gradients 0.1 and 10: geometric mean 1.
        var profile = Assert.Single(Profiles([At(0, ("conv1", 2, 0.2, 0.5))], [At(0, ("conv1", 2, 20, 0.7))]));

        var layer = Assert.Single(profile.Layers);
        Assert.Equal((DiagnosedState.Initial, 2), (profile.State, profile.N));
        Assert.Equal([1, 0.1, 10], new[] { layer.Gradient!.Mean, layer.Gradient.Lowest, layer.Gradient.Highest }, (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal([0.6, 0.5, 0.7], new[] { layer.Response!.Mean, layer.Response.Lowest, layer.Response.Highest }, (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void Depth_runs_from_the_stem_to_the_last_convolution_without_projections_and_classifier()
    {
        var profile = Assert.Single(Profiles(
            [At(0, ("conv1", 1, 1, 1), ("layer1.0.conv1", 1, 2, 1), ("layer1.0.downsample.0", 1, 9, 9), ("layer2.0.conv1", 1, 3, 1), ("fc", 1, 9, 9))]));

        Assert.Equal([0, 0.5, 1], profile.Layers.Select(layer => layer.Depth));
        Assert.Equal([1, 2, 3], profile.Layers.Select(layer => layer.Gradient!.Mean), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void A_layer_that_one_seed_lacks_a_value_for_is_a_gap()
    {
        var profile = Assert.Single(Profiles([At(0, ("conv1", 1, 0, 1), ("layer1.0.conv1", 1, 1, null))], [At(0, ("conv1", 1, 1, 1), ("layer1.0.conv1", 1, 1, 1))]));

        Assert.Equal([true, false], profile.Layers.Select(layer => layer.Gradient is null));
        Assert.Equal([false, true], profile.Layers.Select(layer => layer.Response is null));
    }

    [Fact]
    public void Only_the_states_before_the_first_and_after_the_last_step_count()
    {
        var last = Recipe.TotalSteps(Images);
        Assert.Equal([DiagnosedState.Final], Profiles([At(1, ("conv1", 1, 1, 1)), At(last, ("conv1", 1, 1, 1))]).Select(profile => profile.State));
        Assert.Empty(Profiles([At(last - 1, ("conv1", 1, 1, 1))]));
        Assert.Empty(Profiles());
    }

    private static List<LayerProfile> Profiles(params DiagnosisRecord[][] seeds) => [.. LayerProfile.Of("arm", Recipe, Images, seeds)];

    private static DiagnosisRecord At(int step, params (string Layer, double Weight, double? Gradient, double? Response)[] layers) => new()
    {
        Epoch = step == 0 ? 0 : 1,
        Step = step,
        Images = 128,
        Loss = 2.3,
        ActivationBytes = 1,
        Layers = [.. layers.Select(layer => new LayerDiagnosis(layer.Layer, layer.Weight, layer.Gradient, layer.Response))],
    };
}
