using Harness.Contracts.Plans;
using Harness.Contracts.Runs;

namespace Harness.Reporting.Analysis;

/// <summary>When a network was diagnosed.</summary>
internal enum DiagnosedState
{
    /// <summary>Before the first step.</summary>
    Initial,

    /// <summary>After the recipe's last step.</summary>
    Final,
}

/// <summary>A value of one layer over an arm's seeds: its mean, and from the smallest to the largest seed.</summary>
internal sealed record SeedRange(double Mean, double Lowest, double Highest);

/// <summary>One convolution of the stem or the main path.</summary>
/// <param name="Depth">Its place among them as a share: 0 the first, 1 the last.</param>
/// <param name="Gradient">Gradient norm over weight norm, with the geometric mean; null where that is not a finite number above 0 in every seed.</param>
/// <param name="Response">Standard deviation of the response (He et al. 2015, figure 7); null where it is not a finite number in every seed.</param>
internal sealed record LayerPoint(double Depth, SeedRange? Gradient, SeedRange? Response);

/// <summary>How gradients and responses run through an arm's network, over the seeds that were diagnosed in that state.</summary>
/// <param name="N">Number of those seeds, at least 1.</param>
internal sealed record LayerProfile(string Arm, DiagnosedState State, int N, IReadOnlyList<LayerPoint> Layers)
{
    /// <summary>The profiles that an arm's runs give, none where no run was diagnosed in that state.</summary>
    /// <param name="diagnoses">Of each seed, all lines of <c>diagnostics.jsonl</c>.</param>
    public static IEnumerable<LayerProfile> Of(string arm, Recipe recipe, int trainingImages, IReadOnlyList<IReadOnlyList<DiagnosisRecord>> diagnoses)
    {
        foreach (var (state, step) in new[] { (DiagnosedState.Initial, 0), (DiagnosedState.Final, recipe.TotalSteps(trainingImages)) })
        {
            var seeds = diagnoses.Select(lines => lines.LastOrDefault(line => line.Step == step)).OfType<DiagnosisRecord>()
                .Select(line => new LayerSignals(line).Convolutions).Where(layers => layers.Count > 0).ToList();
            if (seeds.Count > 0)
            {
                yield return new LayerProfile(arm, state, seeds.Count, [.. Points(seeds)]);
            }
        }
    }

    // All seeds of an arm are of one model, so that a place names the same layer in each.
    private static IEnumerable<LayerPoint> Points(List<IReadOnlyList<LayerDiagnosis>> seeds)
    {
        var count = seeds.Min(layers => layers.Count);
        for (var place = 0; place < count; place++)
        {
            var layers = seeds.ConvertAll(seed => seed[place]);
            yield return new LayerPoint(
                count == 1 ? 0 : place / (count - 1.0),
                Range(layers.ConvertAll(LayerSignals.LogGradient)) is { } logarithm
                    ? new SeedRange(Math.Pow(10, logarithm.Mean), Math.Pow(10, logarithm.Lowest), Math.Pow(10, logarithm.Highest))
                    : null,
                Range(layers.ConvertAll(layer => layer.ResponseDeviation)));
        }
    }

    private static SeedRange? Range(List<double?> values) => values.Contains(null)
        ? null
        : new SeedRange(values.Average()!.Value, values.Min()!.Value, values.Max()!.Value);
}
