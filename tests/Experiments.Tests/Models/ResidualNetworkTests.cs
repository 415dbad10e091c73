using Harness.Contracts.Plans;
using Harness.Experiments.Architectures;
using Harness.Experiments.Models;
using TorchSharp;

namespace Harness.Experiments.Tests.Models;

public sealed class ResidualNetworkTests
{
    // Written by names.py with the seed document's own PyTorch class.
    [Theory]
    [InlineData(18)]
    [InlineData(34)]
    [InlineData(50)]
    public void State_dict_names_and_shapes_equal_the_seed_documents(int depth)
    {
        using var network = Create(new ModelSpec(ModelFamily.FourStage, depth, Shortcut.Projection));
        var names = network.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Models", $"resnet-{depth}.names.txt"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ModelFamily.ThreeStage, 20, Shortcut.ZeroPadding)]
    [InlineData(ModelFamily.ThreeStage, 56, Shortcut.None)]
    [InlineData(ModelFamily.ThreeStage, 20, Shortcut.Projection)]
    [InlineData(ModelFamily.FourStage, 18, Shortcut.None)]
    [InlineData(ModelFamily.FourStage, 50, Shortcut.Projection)]
    [InlineData(ModelFamily.FourStage, 101, Shortcut.Projection)]
    public void The_trained_module_has_the_parameters_that_are_counted(ModelFamily family, int depth, Shortcut shortcut)
    {
        var spec = new ModelSpec(family, depth, shortcut, 0.25);
        using var network = Create(spec);
        Assert.Equal(ResidualArchitecture.OfCifar("", "", spec).Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData(ModelFamily.ThreeStage, 20, Shortcut.ZeroPadding)]
    [InlineData(ModelFamily.ThreeStage, 20, Shortcut.None)]
    [InlineData(ModelFamily.FourStage, 18, Shortcut.Projection)]
    [InlineData(ModelFamily.FourStage, 50, Shortcut.Projection)]
    public void Images_become_ten_logits(ModelFamily family, int depth, Shortcut shortcut)
    {
        var spec = new ModelSpec(family, depth, shortcut, 0.25);
        using var scope = torch.NewDisposeScope();
        using var network = Create(spec);
        var images = torch.randn(2, 3, 32, 32);
        Assert.Equal([2, 10], network.forward(images).shape);
        Assert.Equal([2, NetworkBlueprint.Of(spec, 10).FeatureChannels], network.Features(images).shape);
    }

    [Fact]
    public void The_loss_before_training_is_near_the_logarithm_of_the_number_of_classes()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(new ModelSpec(ModelFamily.FourStage, 18, Shortcut.Projection, 0.25));
        var labels = torch.tensor(Enumerable.Range(0, 50).Select(index => (long)(index % 10)).ToArray());
        var loss = torch.nn.functional.cross_entropy(network.forward(torch.randn(50, 3, 32, 32)), labels).item<float>();
        Assert.InRange(loss, Math.Log(10) - 0.3, Math.Log(10) + 0.3);
    }

    [Fact]
    public void A_zero_padding_shortcut_takes_every_second_pixel_and_fills_new_channels_with_zeros()
    {
        using var scope = torch.NewDisposeScope();
        using var block = new ResidualBlock(new BlockBlueprint(2, 4, 4, 2, IsBottleneck: false, Shortcut.ZeroPadding));
        // With the last normalisation's scale at zero the block is its shortcut.
        using (torch.no_grad())
        {
            block.get_parameter("bn2.weight")!.zero_();
        }

        var input = torch.arange(2 * 4 * 4, torch.ScalarType.Float32).view(1, 2, 4, 4);
        var output = block.forward(input);
        Assert.Equal([1, 4, 2, 2], output.shape);
        Assert.Equal([0f, 2, 8, 10, 16, 18, 24, 26, 0, 0, 0, 0, 0, 0, 0, 0], output.contiguous().data<float>().ToArray());
    }

    [Fact]
    public void A_plain_block_forgets_its_input_where_its_last_normalisation_is_zero()
    {
        using var scope = torch.NewDisposeScope();
        using var block = new ResidualBlock(new BlockBlueprint(2, 2, 2, 1, IsBottleneck: false, Shortcut.None));
        using (torch.no_grad())
        {
            block.get_parameter("bn2.weight")!.zero_();
        }

        Assert.Equal(0, block.forward(torch.randn(1, 2, 4, 4)).abs().sum().item<float>());
    }

    // He initialisation, fan-out: standard deviation sqrt(2 / (64 * 9)); classifier 0.01 (the seed document's constructor).
    [Fact]
    public void Initial_weights_have_the_published_spread()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(new ModelSpec(ModelFamily.FourStage, 18, Shortcut.Projection));
        var weights = network.get_parameter("layer1.0.conv1.weight")!;
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), weights.std().item<float>(), 0.001);
        Assert.Equal(0.01, network.get_parameter("fc.weight")!.std().item<float>(), 0.0005);
        Assert.Equal(0, network.get_parameter("fc.bias")!.abs().sum().item<float>());
        Assert.Equal(64, network.get_parameter("bn1.weight")!.sum().item<float>());
    }

    private static ResidualNetwork Create(ModelSpec spec)
    {
        using var generator = new torch.Generator(7);
        return new ResidualNetwork(NetworkBlueprint.Of(spec, 10), generator, torch.CPU);
    }
}
