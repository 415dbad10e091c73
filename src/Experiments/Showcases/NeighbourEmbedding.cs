using Harness.Contracts;
using Harness.Contracts.Showcases;

namespace Harness.Experiments.Showcases;

/// <summary>
/// t-SNE (van der Maaten and Hinton 2008, JMLR 9, algorithm 1) with every pair of images, one thread and one order of summation: the same features give the
/// same map, bit for bit, on one kind of processor. With 1,000 images it takes some seconds.
/// </summary>
internal sealed class NeighbourEmbedding
{
    private const double InitialDeviation = 1e-2;
    private const double EarlyMomentum = 0.5;
    private const double LateMomentum = 0.8;

    // A step grows while its direction stays and shrinks when it turns (Jacobs 1988), with the constants of van der Maaten's own program.
    private const double Gain = 0.2;
    private const double Loss = 0.8;
    private const double SmallestGain = 0.01;

    private readonly int _count;
    private readonly NeighbourEmbeddingSettings _settings;
    private readonly double[] _joint;
    private readonly double[] _points;
    private readonly double[] _attraction;
    private readonly double[] _repulsion;

    private NeighbourEmbedding(ReadOnlySpan<float> features, int count, NeighbourEmbeddingSettings settings)
    {
        (_count, _settings) = (count, settings);
        _joint = NeighbourAffinities.Joint(features, count, settings.Perplexity);
        _points = new double[2 * count];
        _attraction = new double[2 * count];
        _repulsion = new double[2 * count];
        var noise = new NormalNoise(settings.Seed);
        for (var coordinate = 0; coordinate < _points.Length; coordinate++)
        {
            _points[coordinate] = InitialDeviation * noise.Next();
        }
    }

    /// <param name="features">[n, width] row-major.</param>
    /// <param name="count">n, more than three times the perplexity.</param>
    /// <returns>[n, 2] row-major, centred on the origin, and the Kullback-Leibler divergence in nats.</returns>
    /// <exception cref="HarnessException">There are too few images for the perplexity.</exception>
    public static (double[] Points, double Divergence) Of(ReadOnlySpan<float> features, int count, NeighbourEmbeddingSettings settings)
    {
        if (count <= 3 * settings.Perplexity)
        {
            throw new HarnessException($"A map of {count} images cannot have the perplexity {settings.Perplexity}: that takes more than three times as many images.");
        }

        var embedding = new NeighbourEmbedding(features, count, settings);
        embedding.Optimise();
        return (embedding._points, embedding.Divergence());
    }

    private void Optimise()
    {
        var update = new double[_points.Length];
        var gains = new double[_points.Length];
        Array.Fill(gains, 1);
        for (var iteration = 0; iteration < _settings.Iterations; iteration++)
        {
            var isEarly = iteration < _settings.ExaggeratedIterations;
            var exaggeration = isEarly ? _settings.EarlyExaggeration : 1;
            var momentum = isEarly ? EarlyMomentum : LateMomentum;
            var normaliser = Forces();
            for (var coordinate = 0; coordinate < _points.Length; coordinate++)
            {
                var gradient = 4 * ((exaggeration * _attraction[coordinate]) - (_repulsion[coordinate] / normaliser));
                var turns = gradient > 0 == update[coordinate] > 0;
                gains[coordinate] = Math.Max(SmallestGain, turns ? gains[coordinate] * Loss : gains[coordinate] + Gain);
                update[coordinate] = (momentum * update[coordinate]) - (_settings.LearningRate * gains[coordinate] * gradient);
                _points[coordinate] += update[coordinate];
            }

            Centre();
        }
    }

    /// <summary>The two sums of the gradient (equation 5) over all pairs, apart, so that one pass is enough.</summary>
    /// <returns>The sum of 1 / (1 + distance²) over all ordered pairs.</returns>
    private double Forces()
    {
        Array.Clear(_attraction);
        Array.Clear(_repulsion);
        var normaliser = 0.0;
        for (var one = 0; one < _count; one++)
        {
            var affinities = _joint.AsSpan(one * _count, one);
            var (x, y) = (_points[2 * one], _points[(2 * one) + 1]);
            var (attractionX, attractionY, repulsionX, repulsionY) = (0.0, 0.0, 0.0, 0.0);
            for (var other = 0; other < affinities.Length; other++)
            {
                var (across, up) = (x - _points[2 * other], y - _points[(2 * other) + 1]);
                var nearness = 1 / (1 + (across * across) + (up * up));
                normaliser += nearness;
                var pull = affinities[other] * nearness;
                var push = nearness * nearness;
                attractionX += pull * across;
                attractionY += pull * up;
                repulsionX += push * across;
                repulsionY += push * up;
                _attraction[2 * other] -= pull * across;
                _attraction[(2 * other) + 1] -= pull * up;
                _repulsion[2 * other] -= push * across;
                _repulsion[(2 * other) + 1] -= push * up;
            }

            _attraction[2 * one] += attractionX;
            _attraction[(2 * one) + 1] += attractionY;
            _repulsion[2 * one] += repulsionX;
            _repulsion[(2 * one) + 1] += repulsionY;
        }

        return 2 * normaliser;
    }

    private void Centre()
    {
        for (var axis = 0; axis < 2; axis++)
        {
            var sum = 0.0;
            for (var point = 0; point < _count; point++)
            {
                sum += _points[(2 * point) + axis];
            }

            for (var point = 0; point < _count; point++)
            {
                _points[(2 * point) + axis] -= sum / _count;
            }
        }
    }

    private double Divergence()
    {
        var normaliser = Forces();
        var sum = 0.0;
        for (var one = 0; one < _count; one++)
        {
            for (var other = 0; other < one; other++)
            {
                var affinity = _joint[(one * _count) + other];
                var (across, up) = (_points[2 * one] - _points[2 * other], _points[(2 * one) + 1] - _points[(2 * other) + 1]);
                sum += affinity > 0 ? 2 * affinity * Math.Log(affinity * normaliser * (1 + (across * across) + (up * up))) : 0;
            }
        }

        return sum;
    }
}
