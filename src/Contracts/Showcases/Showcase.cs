using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Showcases;

/// <summary>
/// A look at one finished run: some test images with what the network said of them, and a map of its features. Made from the run's <c>evaluation.safetensors</c>,
/// which is too large to be committed, and from the data set, which a reader of results need not have.
/// </summary>
/// <param name="Run">The run that is shown.</param>
/// <param name="EvaluationSha256">Of the evaluation file that this was made from: the run's manifest names the same, or this is of other weights.</param>
/// <param name="Images">What <see cref="Choose"/> gives: first those that were predicted rightly, then the others.</param>
public sealed record Showcase(RunId Run, string EvaluationSha256, IReadOnlyList<ShownImage> Images, FeatureMap Map)
{
    /// <summary>Images of each kind, as many as the seed document shows.</summary>
    public const int ImagesOfEachKind = 8;

    public const int Classes = 10;

    /// <summary>Pixels along each side.</summary>
    public const int ImageSize = 32;

    public const int Channels = 3;

    public const int ImageBytes = Channels * ImageSize * ImageSize;

    /// <summary>
    /// Which test images are shown: the first eight in the test set's order whose predicted class is the true one, then the first eight whose predicted class is
    /// not. Nobody picks them. A network that errs more rarely shows fewer.
    /// </summary>
    public static IReadOnlyList<int> Choose(PredictionsFile predictions)
    {
        IEnumerable<int> First(bool right) => Enumerable.Range(0, predictions.Labels.Length)
            .Where(image => predictions.Predicted.Span[image] == predictions.Labels.Span[image] == right).Take(ImagesOfEachKind);
        return [.. First(right: true), .. First(right: false)];
    }
}

/// <summary>One test image beside what the network said of it.</summary>
/// <param name="Position">Index in the test set.</param>
/// <param name="Label">The true class, 0 to 9.</param>
/// <param name="Predicted">The class with the largest logit, 0 to 9.</param>
/// <param name="Probability">Softmax of the logits at the predicted class, in (0, 1]. What the network computes, not how often it is right.</param>
/// <param name="Pixels">[3, 32, 32] uint8, RGB planes, rows from the top.</param>
public sealed record ShownImage(int Position, byte Label, byte Predicted, float Probability, ReadOnlyMemory<byte> Pixels)
{
    public bool IsRight => Label == Predicted;
}

/// <summary>Where t-SNE puts the features of the first test images on a plane, in the test set's order. Its axes have no unit and no direction.</summary>
/// <param name="Divergence">Kullback-Leibler divergence of the map from the features' neighbourhoods in nats: what the method minimises.</param>
public sealed record FeatureMap(IReadOnlyList<MappedImage> Images, NeighbourEmbeddingSettings Settings, double Divergence);

/// <param name="Label">The true class, 0 to 9.</param>
public readonly record struct MappedImage(float X, float Y, byte Label);

/// <summary>How t-SNE was run (van der Maaten and Hinton 2008, "Visualizing data using t-SNE", JMLR 9). The same settings and features give the same map.</summary>
public sealed record NeighbourEmbeddingSettings
{
    /// <summary>Effective number of neighbours of an image: two to the entropy in bits of its neighbourhood.</summary>
    public double Perplexity { get; init; } = 30;

    public int Iterations { get; init; } = 1_000;

    /// <summary>The first so many iterations pull neighbours together more strongly, and have the small momentum.</summary>
    public int ExaggeratedIterations { get; init; } = 250;

    /// <summary>How much more strongly.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>The larger of 50 and images / (4 x exaggeration), after Belkina et al. 2019 (Nature Communications 10:5415); 50 for 1,000 images.</summary>
    public double LearningRate { get; init; } = 50;

    /// <summary>Of the generator that draws the first, random map.</summary>
    public int Seed { get; init; } = 1;
}
