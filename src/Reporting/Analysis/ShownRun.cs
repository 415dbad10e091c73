using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;

namespace Harness.Reporting.Analysis;

/// <summary>Holds the showcase against the record of the run it shows: other weights' images must not stand beside these runs' numbers.</summary>
internal static class ShownRun
{
    /// <summary>Reads the plan's showcase.</summary>
    /// <param name="manifests">Of the runs that are used; only a completed one can be shown.</param>
    /// <exception cref="HarnessException">The file is damaged, of another run or evaluation, or says something else than the run's recorded predictions.</exception>
    public static Showcase Read(ResultsLayout layout, IReadOnlyList<RunManifest> manifests)
    {
        // By its name alone: a report must not depend on where the results lie.
        var showcase = ShowcaseFile.Read(layout.Showcase, ResultsLayout.ShowcaseName);
        var manifest = manifests.FirstOrDefault(manifest => manifest.Identity.Run == showcase.Run && manifest.Status == RunStatus.Completed)
            ?? throw Fault($"shows {showcase.Run}, which is no finished run of these results");
        if (DigestIn(manifest, RunLayout.EvaluationName) is var evaluation && evaluation != showcase.EvaluationSha256)
        {
            throw Fault($"was made from another {RunLayout.EvaluationName} of {showcase.Run} (SHA-256 {Abbreviated(showcase.EvaluationSha256)}, its manifest names {Abbreviated(evaluation)})");
        }

        var predictions = layout.Run(showcase.Run).Predictions;
        if (!File.Exists(predictions) || ContentDigest.OfFile(predictions) != DigestIn(manifest, RunLayout.PredictionsName))
        {
            throw Fault($"cannot be held against the predictions of {showcase.Run}, which are missing or were changed");
        }

        Compare(showcase, PredictionsFile.Parse(RegularFile.ReadAllBytes(predictions), RunLayout.PredictionsName));
        return showcase;
    }

    private static void Compare(Showcase showcase, PredictionsFile predictions)
    {
        if (!showcase.Images.Select(image => image.Position).SequenceEqual(Showcase.Choose(predictions)))
        {
            throw Fault($"shows other images than the first that {showcase.Run} predicts rightly and wrongly");
        }

        foreach (var image in showcase.Images)
        {
            if (image.Label != predictions.Labels.Span[image.Position] || image.Predicted != predictions.Predicted.Span[image.Position])
            {
                throw Fault($"says of test image {image.Position} that its class is {image.Label} and {image.Predicted} was predicted; the predictions of {showcase.Run} say {predictions.Labels.Span[image.Position]} and {predictions.Predicted.Span[image.Position]}");
            }
        }

        var mapped = showcase.Map.Images.Select(image => image.Label).ToArray();
        if (mapped.Length > predictions.Labels.Length || !predictions.Labels.Span[..mapped.Length].SequenceEqual(mapped))
        {
            throw Fault("has other labels on its map than the test images have");
        }
    }

    private static string? DigestIn(RunManifest manifest, string name) => manifest.Files.FirstOrDefault(file => file.Path == name)?.Sha256;

    private static string Abbreviated(string? digest) => digest is null ? "none" : $"{ContentDigest.Abbreviate(digest)}...";

    private static HarnessException Fault(string what) => new(
        $"{ResultsLayout.ShowcaseName} {what}. Make it again with experiments export where the run's evaluation and the data set are, or delete it.");
}
