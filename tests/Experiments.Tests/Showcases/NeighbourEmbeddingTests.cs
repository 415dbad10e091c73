using Harness.Contracts;
using Harness.Contracts.Showcases;
using Harness.Experiments.Showcases;

namespace Harness.Experiments.Tests.Showcases;

public sealed class NeighbourEmbeddingTests
{
    private const int Clusters = 3;
    private const int Count = 90;
    private const int Width = 5;

    private static readonly float[] Features = Clustered(apart: 20);
    private static readonly NeighbourEmbeddingSettings Settings = new() { Perplexity = 10, Iterations = 300, ExaggeratedIterations = 100 };

    [Theory]
    [InlineData(5)]
    [InlineData(29.5)]
    public void Every_row_has_the_entropy_of_the_perplexity(double perplexity)
    {
        var affinities = NeighbourAffinities.Conditional(Features, Count, perplexity);

        Assert.All(affinities.Chunk(Count), row =>
        {
            Assert.Equal(1, row.Sum(), 12);
            Assert.Equal(Math.Log(perplexity), -row.Where(share => share > 0).Sum(share => share * Math.Log(share)), 6);
        });
        Assert.All(Enumerable.Range(0, Count), image => Assert.Equal(0, affinities[(image * Count) + image]));
    }

    [Fact]
    public void The_scale_of_the_features_does_not_matter_to_the_affinities()
    {
        var affinities = NeighbourAffinities.Conditional(Features, Count, 10);
        var scaled = NeighbourAffinities.Conditional(Features.Select(feature => 1_024 * feature).ToArray(), Count, 10);

        // Each is found to the tolerance of the entropy.
        Assert.All(affinities.Zip(scaled), pair => Assert.Equal(pair.First, pair.Second, 6));
    }

    [Fact]
    public void Joint_affinities_are_symmetric_and_sum_to_one()
    {
        var joint = NeighbourAffinities.Joint(Features, Count, 10);

        Assert.Equal(1, joint.Sum(), 12);
        Assert.All(Enumerable.Range(0, Count * Count), pair => Assert.Equal(joint[pair], joint[(pair % Count * Count) + (pair / Count)]));
    }

    [Fact]
    public void Images_that_are_all_alike_have_uniform_affinities_and_a_finite_map()
    {
        var alike = new float[Count * Width];

        Assert.All(NeighbourAffinities.Conditional(alike, Count, 10).Where(share => share > 0), share => Assert.Equal(1.0 / (Count - 1), share, 12));
        Assert.All(NeighbourEmbedding.Of(alike, Count, Settings).Points, coordinate => Assert.True(double.IsFinite(coordinate)));
    }

    [Fact]
    public void The_divergence_falls_while_the_map_is_made()
    {
        double After(int iterations) => NeighbourEmbedding.Of(Features, Count, Settings with { Iterations = iterations, ExaggeratedIterations = 50 }).Divergence;
        double[] divergences = [After(0), After(75), After(150), After(600)];

        Assert.Equal(divergences.OrderDescending(), divergences);
        Assert.True(divergences[^1] < 0.5 * divergences[0]);
        Assert.All(divergences, divergence => Assert.True(divergence > 0));
    }

    [Fact]
    public void Clusters_that_lie_apart_stay_apart()
    {
        var (points, _) = NeighbourEmbedding.Of(Features, Count, Settings);
        double Distance(int one, int other) => double.Hypot(points[2 * one] - points[2 * other], points[(2 * one) + 1] - points[(2 * other) + 1]);

        var pairs = (from one in Enumerable.Range(0, Count) from other in Enumerable.Range(0, one) select (Same: one % Clusters == other % Clusters, Distance: Distance(one, other))).ToList();
        Assert.True(pairs.Where(pair => pair.Same).Max(pair => pair.Distance) < pairs.Where(pair => !pair.Same).Min(pair => pair.Distance));
    }

    [Fact]
    public void The_map_lies_around_the_origin_and_a_second_one_is_the_same_to_the_last_bit()
    {
        var (points, divergence) = NeighbourEmbedding.Of(Features, Count, Settings);

        Assert.Equal(0, points.Where((_, index) => index % 2 == 0).Sum(), 9);
        Assert.Equal(0, points.Where((_, index) => index % 2 == 1).Sum(), 9);
        Assert.Equal(points, NeighbourEmbedding.Of(Features, Count, Settings).Points);
        Assert.Equal(divergence, NeighbourEmbedding.Of(Features, Count, Settings).Divergence);
        Assert.NotEqual(points, NeighbourEmbedding.Of(Features, Count, Settings with { Seed = 2 }).Points);
    }

    [Fact]
    public void Too_few_images_for_the_perplexity_are_refused() =>
        Assert.Contains("A map of 90 images cannot have the perplexity 30", Assert.Throws<HarnessException>(() => NeighbourEmbedding.Of(Features, Count, new())).Message, StringComparison.Ordinal);

    [Fact]
    public void The_noise_has_mean_nought_and_variance_one()
    {
        var noise = new NormalNoise(1);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => noise.Next()).ToList();

        Assert.Equal(0, drawn.Average(), 0.03);
        Assert.Equal(1, drawn.Average(value => value * value), 0.05);
    }

    private static float[] Clustered(double apart)
    {
        var noise = new NormalNoise(7);
        return [.. from image in Enumerable.Range(0, Count)
                   from feature in Enumerable.Range(0, Width)
                   select (float)((image % Clusters == feature ? apart : 0) + noise.Next())];
    }
}
