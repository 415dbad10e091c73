namespace Harness.Experiments.Showcases;

/// <summary>How near images are to each other in feature space, as probabilities (van der Maaten and Hinton 2008, sections 2 and 3.1).</summary>
internal static class NeighbourAffinities
{
    // Halving the interval so often leaves nothing of it, wherever it began.
    private const int MaximumSteps = 200;
    private const double EntropyTolerance = 1e-7;

    /// <summary>
    /// [n, n] row-major: p(j|i), proportional to exp(-d²/2σᵢ²) with σᵢ such that the row's entropy is the logarithm of <paramref name="perplexity"/>; 0 on the
    /// diagonal. Rows sum to 1. Where all images lie at one distance no σ gives that entropy, and the row is uniform.
    /// </summary>
    /// <param name="features">[n, width] row-major.</param>
    /// <param name="count">n.</param>
    public static double[] Conditional(ReadOnlySpan<float> features, int count, double perplexity)
    {
        var affinities = SquaredDistances(features, count);
        for (var image = 0; image < count; image++)
        {
            Calibrate(affinities.AsSpan(image * count, count), image, Math.Log(perplexity));
        }

        return affinities;
    }

    /// <summary>[n, n] row-major: (p(j|i) + p(i|j)) / 2n. Symmetric, sums to 1.</summary>
    public static double[] Joint(ReadOnlySpan<float> features, int count, double perplexity)
    {
        var conditional = Conditional(features, count, perplexity);
        var joint = new double[conditional.Length];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                joint[(row * count) + column] = (conditional[(row * count) + column] + conditional[(column * count) + row]) / (2.0 * count);
            }
        }

        return joint;
    }

    private static double[] SquaredDistances(ReadOnlySpan<float> features, int count)
    {
        var width = features.Length / count;
        var distances = new double[count * count];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < row; column++)
            {
                var sum = 0.0;
                for (var feature = 0; feature < width; feature++)
                {
                    var difference = (double)features[(row * width) + feature] - features[(column * width) + feature];
                    sum += difference * difference;
                }

                distances[(row * count) + column] = sum;
                distances[(column * count) + row] = sum;
            }
        }

        return distances;
    }

    /// <summary>Turns squared distances into probabilities of the wanted entropy, in nats.</summary>
    private static void Calibrate(Span<double> row, int self, double entropy)
    {
        var nearest = double.PositiveInfinity;
        for (var other = 0; other < row.Length; other++)
        {
            nearest = other == self ? nearest : Math.Min(nearest, row[other]);
        }

        // The precision 1/2σ² is doubled or halved until the answer is enclosed, then the interval is halved.
        var (low, precision, high) = (0.0, 1.0, double.PositiveInfinity);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var excess = Entropy(row, self, nearest, precision) - entropy;
            if (Math.Abs(excess) < EntropyTolerance)
            {
                break;
            }

            (low, high) = excess > 0 ? (precision, high) : (low, precision);
            precision = double.IsInfinity(high) ? 2 * precision : (low + high) / 2;
        }

        var sum = 0.0;
        for (var other = 0; other < row.Length; other++)
        {
            row[other] = other == self ? 0 : Math.Exp(-precision * (row[other] - nearest));
            sum += row[other];
        }

        for (var other = 0; other < row.Length; other++)
        {
            row[other] /= sum;
        }
    }

    // Distances are counted from the nearest image, or all weights could vanish.
    private static double Entropy(ReadOnlySpan<double> row, int self, double nearest, double precision)
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var other = 0; other < row.Length; other++)
        {
            if (other != self)
            {
                var distance = row[other] - nearest;
                var weight = Math.Exp(-precision * distance);
                sum += weight;
                weighted += weight * distance;
            }
        }

        return Math.Log(sum) + (precision * weighted / sum);
    }
}
