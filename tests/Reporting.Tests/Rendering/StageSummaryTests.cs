using Harness.Contracts;
using Harness.Contracts.Architectures;
using Harness.Contracts.Files;
using Harness.Reporting.Rendering;

namespace Harness.Reporting.Tests.Rendering;

/// <summary>On the committed <c>architectures.json</c>, whose networks were counted layer by layer.</summary>
public sealed class StageSummaryTests
{
    private static readonly ArchitecturesRecord Committed = RecordFile.Read(
        Repository.PathOf("results", "quick", "architectures.json"), HarnessJson.Default.ArchitecturesRecord, ArchitecturesRecord.SchemaName);

    public static TheoryData<string> Networks => [.. Committed.Arms.Concat(Committed.Reference).Select(network => network.Id).Distinct()];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_stages_sum_to_the_network(string id)
    {
        var network = Find(id);
        var stages = StageSummary.Of(network);

        Assert.Equal(network.Parameters, stages.Sum(stage => stage.Parameters));
        Assert.Equal(network.Macs, stages.Sum(stage => stage.Macs));
        Assert.Equal(Activations.BytesOf(network.Layers), stages.Sum(stage => stage.ActivationBytes));
        Assert.Equal(network.Layers.Select(layer => layer.Stage).Distinct(), stages.Select(stage => stage.Stage));
    }

    // LeNet-5's authors count its sub-sampling layers too.
    [Theory]
    [MemberData(nameof(Networks))]
    public void The_layers_with_weights_on_the_main_path_are_the_depth(string id)
    {
        var network = Find(id);
        if (!id.StartsWith("lenet", StringComparison.Ordinal))
        {
            Assert.Equal(network.Depth, StageSummary.Of(network).Sum(stage => stage.Layers));
        }
    }

    [Fact]
    public void A_stage_of_resnet_20_has_three_blocks_of_two_layers()
    {
        var stages = StageSummary.Of(Find("resnet-20"));

        Assert.Equal(["stem", "stage 1", "stage 2", "stage 3", "head"], stages.Select(stage => stage.Stage));
        Assert.Equal([(0, 1), (3, 6), (3, 6), (3, 6), (0, 1)], stages.Select(stage => (stage.Blocks, stage.Layers)));
        Assert.Equal([32, 16, 16], stages[2].OutputShape);
        // Six convolutions and six normalisations of 16 maps of 32x32.
        Assert.Equal(12 * 16 * 32 * 32 * 4, stages[1].ActivationBytes);
    }

    // Committed runs noted 98,044,416 bytes for 128 images: two bytes an element of bfloat16, with the images in float32 and without the pooled features.
    [Fact]
    public void The_counted_memory_is_that_which_a_diagnosis_hears()
    {
        const int ImageBytes = 3 * 32 * 32 * 4;
        const int PooledBytes = 64 * 4;
        Assert.Equal(98_044_416 / 128, ((Activations.BytesOf(Find("resnet-20").Layers) - PooledBytes) / 2) + ImageBytes);
    }

    [Fact]
    public void A_bottleneck_keeps_three_quarters_of_the_memory_of_two_wide_convolutions_and_three_times_that_of_two_narrow_ones()
    {
        var bytes = Committed.Blocks.ToDictionary(block => block.Id, Activations.BytesOf);

        Assert.Equal(4 << 20, bytes["basic-256"]);
        Assert.Equal(3 << 20, bytes["bottleneck-256-64"]);
        Assert.Equal(1 << 20, bytes["basic-64"]);
    }

    private static NetworkRecord Find(string id) => Committed.Arms.Concat(Committed.Reference).First(network => network.Id == id);
}
