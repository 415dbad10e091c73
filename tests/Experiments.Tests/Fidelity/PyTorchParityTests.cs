using System.Text.Json;
using Harness.Contracts.Plans;
using Harness.Experiments.Models;
using Harness.Experiments.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Harness.Experiments.Tests.Fidelity;

/// <summary>
/// Forward pass, loss, every gradient and three optimiser steps against PyTorch 1.13 (Debian's python3-torch), in float64, from the same weights and images.
/// golden.py beside this file made golden.json, with an independent description of the networks.
/// </summary>
public sealed class PyTorchParityTests
{
    // Two libraries take the same sums in another order; 56 layers and three steps leave float64 about eight digits.
    private const double Tolerance = 1e-7;

    private static readonly JsonElement Golden = GoldenFile.Read("golden.json");

    private static readonly Recipe Recipe = SyntheticPlan.Recipe with { LearningRate = 0.01, WeightDecay = 1e-4, Nesterov = true };

    [Theory]
    [InlineData("resnet-18", ModelFamily.FourStage, 18, Shortcut.Projection, 8.0 / 64)]
    [InlineData("resnet-50", ModelFamily.FourStage, 50, Shortcut.Projection, 4.0 / 64)]
    [InlineData("resnet-56", ModelFamily.ThreeStage, 56, Shortcut.ZeroPadding, 4.0 / 16)]
    [InlineData("plain-56", ModelFamily.ThreeStage, 56, Shortcut.None, 4.0 / 16)]
    public void Forward_gradients_and_three_steps_equal_pytorchs(string name, ModelFamily family, int depth, Shortcut shortcut, double width)
    {
        using var scope = NewDisposeScope();
        using var network = Create(new ModelSpec(family, depth, shortcut, width));
        using var optimizer = new FusedSgd([.. network.parameters()], Recipe);
        var expected = Golden.GetProperty(name);
        var images = Formula([4, 3, 32, 32], 0.3, 1.5);
        var labels = tensor(new long[] { 3, 1, 4, 1 });
        for (var step = 0; step < 3; step++)
        {
            var logits = network.forward(images);
            var loss = nn.functional.cross_entropy(logits, labels);
            loss.backward();
            if (step == 0)
            {
                Assert.Equal(expected.GetProperty("loss").GetDouble(), loss.item<double>(), Tolerance);
                Assert.All(
                    expected.GetProperty("logits").EnumerateArray().Zip(logits.data<double>().ToArray()),
                    pair => Assert.Equal(pair.First.GetDouble(), pair.Second, Tolerance));
                Compare(expected.GetProperty("gradients"), network.named_parameters().Select(entry => (entry.name, entry.parameter.grad!)));
            }

            optimizer.Step(Recipe.LearningRate);
        }

        var after = network.state_dict().Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        Compare(expected.GetProperty("after_three_steps"), after.Select(entry => (entry.Key, entry.Value)));
    }

    private static void Compare(JsonElement expected, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        var found = tensors.ToDictionary(entry => entry.Name, entry => entry.Value);
        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var entry in expected.EnumerateObject())
        {
            using var noGradient = no_grad();
            var value = found[entry.Name].detach();
            var (sum, norm) = (entry.Value[0].GetDouble(), entry.Value[1].GetDouble());
            var slack = Tolerance * Math.Max(1e-3, norm);
            Assert.True(Math.Abs(value.sum().item<double>() - sum) <= slack * Math.Sqrt(value.numel()), $"{entry.Name}: the sum is {value.sum().item<double>():R}, PyTorch's {sum:R}.");
            Assert.True(Math.Abs(value.norm().item<double>() - norm) <= slack, $"{entry.Name}: the norm is {value.norm().item<double>():R}, PyTorch's {norm:R}.");
        }
    }

    private static ResidualNetwork Create(ModelSpec spec)
    {
        using var generator = new Generator(1);
        var network = new ResidualNetwork(NetworkBlueprint.Of(spec, 10), generator, CPU);
        network.to(ScalarType.Float64);
        network.train();
        using var noGradient = no_grad();
        foreach (var (parameter, index) in network.named_parameters().Select((entry, index) => (entry, index)))
        {
            Fill(parameter.name, parameter.parameter, index);
        }

        return network;
    }

    private static void Fill(string name, Parameter parameter, int index)
    {
        if (parameter.dim() == 4)
        {
            var fanOut = parameter.shape[0] * parameter.shape[2] * parameter.shape[3];
            parameter.copy_(Formula(parameter.shape, index, 2 / Math.Sqrt(fanOut)));
        }
        else if (name == "fc.weight")
        {
            parameter.copy_(Formula(parameter.shape, index, 0.1));
        }
    }

    private static Tensor Formula(long[] shape, double phase, double scale) =>
        arange(shape.Aggregate(1L, (product, size) => product * size), ScalarType.Float64).mul(0.7).add(phase).sin().mul(scale).reshape(shape);
}
