namespace Harness.Contracts.Showcases;

/// <summary>What no showcase may hold, whoever wrote it.</summary>
internal static class ShowcaseProblems
{
    /// <exception cref="HarnessException">A value is outside its range; <paramref name="origin"/> names the file.</exception>
    public static void Require(Showcase showcase, string origin)
    {
        if (Of(showcase) is { } problem)
        {
            throw Fault(origin, problem);
        }
    }

    public static HarnessException Fault(string origin, string what) => new(
        $"{origin} is not a showcase: {what}. Make it again with experiments export where the run's evaluation and the data set are, or delete it.");

    private static string? Of(Showcase showcase)
    {
        if (showcase.EvaluationSha256.Length != 64 || !showcase.EvaluationSha256.All(char.IsAsciiHexDigitLower))
        {
            return $"'{showcase.EvaluationSha256}' is no SHA-256";
        }

        foreach (var (image, index) in showcase.Images.Select((image, index) => (image, index)))
        {
            if (image.Position < 0 || image.Label >= Showcase.Classes || image.Predicted >= Showcase.Classes)
            {
                return $"image {index} has the position {image.Position}, the label {image.Label} and the predicted class {image.Predicted}";
            }

            if (!(image.Probability > 0 && image.Probability <= 1))
            {
                return $"image {index} has the probability {image.Probability}";
            }

            if (image.Pixels.Length != Showcase.ImageBytes)
            {
                return $"image {index} has {image.Pixels.Length} bytes of pixels";
            }
        }

        foreach (var (image, index) in showcase.Map.Images.Select((image, index) => (image, index)))
        {
            if (image.Label >= Showcase.Classes || !float.IsFinite(image.X) || !float.IsFinite(image.Y))
            {
                return $"image {index} of the map has the label {image.Label} and lies at ({image.X}, {image.Y})";
            }
        }

        return null;
    }
}
