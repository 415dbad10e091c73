using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;

namespace Harness.Reporting.Tests;

/// <summary>A showcase as the experiments program would write it, with colour ramps for images and a map on which each class has its own place.</summary>
internal static class SyntheticShowcase
{
    public const int MappedImages = 200;

    public static readonly RunId Run = new("narrow-resnet-18", 1);

    /// <summary>Writes the run once more, with an evaluation that is not in this copy, and the showcase that was made from it. What was analysed before is out of date then.</summary>
    public static void Write(SyntheticResults results)
    {
        var evaluation = new FileDigest(RunLayout.EvaluationName, 1_504_232, ContentDigest.OfText($"evaluation of {Run}, not in this copy"));
        results.WriteRun(Run, change: manifest => manifest with { Files = [.. manifest.Files, evaluation] });
        ShowcaseFile.Write(results.Layout.Showcase, Of(results, evaluation.Sha256));
    }

    /// <summary>Writes another showcase in place of the one that is there.</summary>
    public static void Replace(SyntheticResults results, Func<Showcase, Showcase> change) =>
        ShowcaseFile.Write(results.Layout.Showcase, change(ShowcaseFile.Read(results.Layout.Showcase, "showcase")));

    private static Showcase Of(SyntheticResults results, string evaluationSha256)
    {
        var predictions = PredictionsFile.Read(results.Layout.Run(Run).Predictions);
        var images = Showcase.Choose(predictions).Select(position => new ShownImage(
            position, predictions.Labels.Span[position], predictions.Predicted.Span[position], 0.2f + (0.04f * (position % 20)), Ramp(position)));
        var map = Enumerable.Range(0, MappedImages).Select(image => Place(image, predictions.Labels.Span[image]));
        return new Showcase(Run, evaluationSha256, [.. images], new FeatureMap([.. map], new NeighbourEmbeddingSettings(), 1.25));
    }

    private static byte[] Ramp(int position) =>
        [.. Enumerable.Range(0, Showcase.ImageBytes).Select(index => (byte)((index % Showcase.ImageSize * 8) + (index / Showcase.ImageSize * position)))];

    // Classes stand in two rows of five, taller than wide, their images on small spirals.
    private static MappedImage Place(int image, byte label)
    {
        var turn = image / 10;
        return new MappedImage((float)((40 * (label / 5)) + (turn * Math.Cos(turn) / 2)), (float)((30 * (label % 5)) + (turn * Math.Sin(turn) / 2)), label);
    }
}
