using System.Text.Json;
using Harness.Contracts.Plans;
using Harness.Experiments.Models;
using Harness.Experiments.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Harness.Experiments.Tests.Fidelity;

/// <summary>
/// The law of the initial weights against PyTorch 1.13's <c>kaiming_normal_(mode='fan_out', nonlinearity='relu')</c> and <c>normal_(0, 0.01)</c>.
/// initialisation.py beside this file made initialisation.json.
/// </summary>
public sealed class InitialisationParityTests
{
    // In units of the estimate's own standard error; five are exceeded once in 1.7 million draws, and there are some 200 layers here.
    private const double StandardErrors = 5;

    // Kolmogorov's law: above 1.95 once in a thousand samples of the right distribution. PyTorch's own draws stand beside the quantiles: 0.42 to 0.86.
    private const double KolmogorovBound = 1.95;

    private static readonly JsonElement Golden = GoldenFile.Read("initialisation.json");

    [Theory]
    [InlineData("resnet-18", ModelFamily.FourStage, 18, Shortcut.Projection, 8.0 / 64)]
    [InlineData("resnet-50", ModelFamily.FourStage, 50, Shortcut.Projection, 4.0 / 64)]
    [InlineData("resnet-56", ModelFamily.ThreeStage, 56, Shortcut.ZeroPadding, 4.0 / 16)]
    [InlineData("plain-56", ModelFamily.ThreeStage, 56, Shortcut.None, 4.0 / 16)]
    public void Initial_weights_follow_pytorchs_law_layer_by_layer_and_in_shape(string name, ModelFamily family, int depth, Shortcut shortcut, double width)
    {
        using var scope = NewDisposeScope();
        using var network = Create(new ModelSpec(family, depth, shortcut, width));
        var deviations = Golden.GetProperty(name).GetProperty("deviations").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());
        var drawn = network.named_parameters().Where(entry => entry.parameter.dim() > 1).ToDictionary(entry => entry.name, entry => Values(entry.parameter));
        Assert.Equal(deviations.Keys.Order(StringComparer.Ordinal), drawn.Keys.Order(StringComparer.Ordinal));
        foreach (var (layer, values) in drawn)
        {
            // The mean of n normal values scatters by deviation / sqrt(n), their root mean square by deviation / sqrt(2 n).
            var slack = StandardErrors * deviations[layer] / Math.Sqrt(values.Length);
            Assert.True(Math.Abs(values.Average()) <= slack, $"{layer}: the mean is {values.Average():R}, expected 0 ± {slack:R}.");
            var spread = Math.Sqrt(values.Average(value => value * value));
            Assert.True(Math.Abs(spread - deviations[layer]) <= slack / Math.Sqrt(2), $"{layer}: the deviation is {spread:R}, PyTorch's {deviations[layer]:R}.");
        }

        var standardised = drawn.SelectMany(entry => entry.Value.Select(value => value / deviations[entry.Key])).Order().ToArray();
        Assert.InRange(DistanceFromNormal(standardised), 0, KolmogorovBound);
    }

    [Fact]
    public void Another_spread_or_shape_of_the_weights_would_be_seen()
    {
        using var generator = new Generator(3);
        var normal = Values(randn([100_000], ScalarType.Float64, generator: generator)).Order().ToArray();
        Assert.InRange(DistanceFromNormal(normal), 0, KolmogorovBound);
        // Fan-in instead of fan-out where a stage doubles the channels is a factor of the root of two; kaiming_uniform_ has the same spread and another shape.
        Assert.True(DistanceFromNormal([.. normal.Select(value => value * Math.Sqrt(2))]) > KolmogorovBound);
        var uniform = Values(rand([100_000], ScalarType.Float64, generator: generator)).Select(value => ((2 * value) - 1) * Math.Sqrt(3)).Order().ToArray();
        Assert.True(DistanceFromNormal(uniform) > KolmogorovBound);
    }

    [Fact]
    public void Everything_else_starts_at_one_or_zero()
    {
        using var scope = NewDisposeScope();
        using var network = Create(new ModelSpec(ModelFamily.FourStage, 18, Shortcut.Projection, 8.0 / 64));
        foreach (var (name, value) in network.state_dict().Where(entry => entry.Value.dim() <= 1))
        {
            var expected = name.EndsWith(".weight", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0;
            Assert.All(Values(value), number => Assert.Equal(expected, number));
        }
    }

    /// <summary>The largest distance between the share of values below a quantile and the quantile's level, times the root of their number.</summary>
    private static double DistanceFromNormal(double[] sorted)
    {
        var quantiles = Golden.GetProperty("quantiles").EnumerateArray().Select(quantile => quantile.GetDouble()).ToArray();
        var below = 0;
        var largest = 0.0;
        for (var index = 0; index < quantiles.Length; index++)
        {
            while (below < sorted.Length && sorted[below] < quantiles[index])
            {
                below++;
            }

            largest = Math.Max(largest, Math.Abs(((double)below / sorted.Length) - ((index + 1) / (quantiles.Length + 1.0))));
        }

        return largest * Math.Sqrt(sorted.Length);
    }

    private static double[] Values(Tensor tensor) => tensor.detach().contiguous().to(ScalarType.Float64).data<double>().ToArray();

    private static ResidualNetwork Create(ModelSpec spec)
    {
        using var generator = new SeedStreams(1).Open(SeedStream.Init);
        return new ResidualNetwork(NetworkBlueprint.Of(spec, 10), generator, CPU);
    }
}
