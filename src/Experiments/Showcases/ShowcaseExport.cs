using System.Runtime.InteropServices;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;
using Harness.Experiments.Acquisition;

namespace Harness.Experiments.Showcases;

/// <summary>Makes the plan's showcase from the evaluation of one run. It is an appendix: whatever stands in its way is told and stops nothing.</summary>
/// <param name="testSet">Reads the test images; called only if they are needed. Throws a <see cref="HarnessException"/> where they are not there.</param>
internal sealed class ShowcaseExport(Plan plan, ResultsLayout layout, NeighbourEmbeddingSettings settings, Func<CifarRecords> testSet)
{
    /// <summary>Of the images whose embeddings are recorded, the first so many are mapped: enough for a picture, and done in seconds.</summary>
    public const int MappedImages = 1_000;

    /// <summary>Writes the showcase unless the one that is there is of the same evaluation; a copy without evaluations keeps what it has.</summary>
    /// <returns>What was done, or why nothing was, as sentences.</returns>
    public string Write()
    {
        if (Choose() is not { } manifest)
        {
            return "No residual network has finished, so there is no showcase to make.";
        }

        var run = manifest.Identity.Run;
        var evaluation = layout.Run(run).Evaluation;
        try
        {
            var sha256 = DigestIn(manifest, RunLayout.EvaluationName);
            if (IsCurrent(run, sha256))
            {
                return $"{layout.Showcase} shows {run} already.";
            }

            if (!File.Exists(evaluation))
            {
                return $"There is no {evaluation} in this copy of the results; {(File.Exists(layout.Showcase) ? $"{layout.Showcase} is left as it is" : "no showcase was made")}.";
            }

            ShowcaseFile.Write(layout.Showcase, Make(manifest, sha256));
            return $"Wrote {layout.Showcase}, which shows {run}.";
        }
        catch (HarnessException fault)
        {
            return $"No showcase of {run} was made. {fault.Message}";
        }
    }

    /// <summary>The first finished run of the residual four-stage arms in the plan's order; without one, of the residual arms from the deepest to the shallowest.</summary>
    private RunManifest? Choose()
    {
        var residual = plan.Arms.Where(arm => arm.Model.IsResidual).ToList();
        var arms = residual.Where(arm => arm.Model.Family == ModelFamily.FourStage).Concat(residual.OrderByDescending(arm => arm.Model.Depth));
        return (from arm in arms
                from run in plan.Expand()
                where run.Arm == arm.Id
                let manifest = ReadManifest(run)
                where manifest?.Status == RunStatus.Completed && manifest.Identity.Run == run && manifest.Identity.Model == arm.Model
                select manifest).FirstOrDefault();
    }

    // A manifest that cannot be read is the analysis's to report.
    private RunManifest? ReadManifest(RunId run)
    {
        try
        {
            var path = layout.Run(run).Manifest;
            return File.Exists(path) ? RecordFile.Read(path, HarnessJson.Default.RunManifest, RunManifest.SchemaName) : null;
        }
        catch (HarnessException)
        {
            return null;
        }
    }

    private bool IsCurrent(RunId run, string evaluationSha256)
    {
        try
        {
            var present = File.Exists(layout.Showcase) ? ShowcaseFile.Read(layout.Showcase, layout.Showcase) : null;
            return present is not null && present.Run == run && present.EvaluationSha256 == evaluationSha256 && present.Map.Settings == settings;
        }
        catch (HarnessException)
        {
            return false;
        }
    }

    private Showcase Make(RunManifest manifest, string evaluationSha256)
    {
        var run = layout.Run(manifest.Identity.Run);
        RequireDigest(run.Evaluation, evaluationSha256);
        RequireDigest(run.Predictions, DigestIn(manifest, RunLayout.PredictionsName));
        var predictions = PredictionsFile.Read(run.Predictions);
        var evaluation = SafetensorsFile.Read(run.Evaluation);
        var images = predictions.Labels.Length;
        var logits = Values(evaluation, "logits", images, Showcase.Classes);
        var embeddings = evaluation["embeddings"];
        if (embeddings is not { Type: "F32", Shape: [var embedded, var width] })
        {
            throw new HarnessException($"The tensor 'embeddings' of {run.Evaluation} is {embeddings.Type} [{string.Join(", ", embeddings.Shape)}]. Expected F32 [images, features].");
        }

        var records = testSet();
        if (!records.Labels.AsSpan().SequenceEqual(predictions.Labels.Span))
        {
            throw new HarnessException($"The test set's labels are not those of {run.Predictions}: the run was made with other data.");
        }

        var shown = Showcase.Choose(predictions).Select(position => new ShownImage(
            position,
            records.Labels[position],
            predictions.Predicted.Span[position],
            Probability(logits.AsSpan(position * Showcase.Classes, Showcase.Classes), predictions.Predicted.Span[position]),
            records.Images.AsMemory(position * Showcase.ImageBytes, Showcase.ImageBytes)));
        var mapped = (int)Math.Min(embedded, MappedImages);
        var features = MemoryMarshal.Cast<byte, float>(embeddings.Bytes.Span)[..(mapped * (int)width)];
        var (points, divergence) = NeighbourEmbedding.Of(features, mapped, settings);
        return new Showcase(
            manifest.Identity.Run,
            evaluationSha256,
            [.. shown],
            new FeatureMap([.. Enumerable.Range(0, mapped).Select(image => new MappedImage((float)points[2 * image], (float)points[(2 * image) + 1], records.Labels[image]))], settings, Math.Round(divergence, 6)));
    }

    private static float[] Values(SafetensorsFile file, string name, params long[] shape)
    {
        var tensor = file[name];
        return tensor.Type == "F32" && tensor.Shape.SequenceEqual(shape)
            ? MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span).ToArray()
            : throw new HarnessException($"The tensor '{name}' is {tensor.Type} [{string.Join(", ", tensor.Shape)}]. Expected F32 [{string.Join(", ", shape)}].");
    }

    /// <summary>Softmax of the logits at one class.</summary>
    private static float Probability(ReadOnlySpan<float> logits, int chosen)
    {
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((double)logit - logits[chosen]);
        }

        return (float)(1 / sum);
    }

    private static string DigestIn(RunManifest manifest, string name) => manifest.Files.FirstOrDefault(file => file.Path == name)?.Sha256
        ?? throw new HarnessException($"The manifest of {manifest.Identity.Run} does not list {name}.");

    private static void RequireDigest(string path, string sha256)
    {
        if (!File.Exists(path) || ContentDigest.OfFile(path) != sha256)
        {
            throw new HarnessException($"{path} is missing or does not have the digest that the manifest names.");
        }
    }
}
