using System.Globalization;
using System.Runtime.InteropServices;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Showcases;

/// <summary>
/// A plan's <c>showcase.safetensors</c>. Of the m images that are shown: <c>position</c> I32 [m], <c>probability</c> F32 [m], <c>label</c> and <c>predicted</c>
/// U8 [m], <c>image</c> U8 [m, 3, 32, 32]. Of the n images on the map: <c>map</c> F32 [n, 2], <c>map_label</c> U8 [n]. The metadata names the schema, the run, the
/// evaluation file's SHA-256, and the settings and divergence of the map.
/// </summary>
public static class ShowcaseFile
{
    public const string SchemaName = "harness/showcase/1";

    private const string Perplexity = "perplexity";
    private const string Iterations = "iterations";
    private const string ExaggeratedIterations = "exaggerated_iterations";
    private const string EarlyExaggeration = "early_exaggeration";
    private const string LearningRate = "learning_rate";
    private const string Seed = "seed";
    private const string Divergence = "kl_divergence";

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="HarnessException">The showcase is none that <see cref="Read"/> would take, or the folder cannot be written to.</exception>
    public static void Write(string path, Showcase showcase)
    {
        ShowcaseProblems.Require(showcase, path);
        var (images, mapped, settings) = (showcase.Images, showcase.Map.Images, showcase.Map.Settings);
        new SafetensorsFile(
            [
                new("position", "I32", [images.Count], Bytes<int>([.. images.Select(image => image.Position)])),
                new("probability", "F32", [images.Count], Bytes<float>([.. images.Select(image => image.Probability)])),
                new("map", "F32", [mapped.Count, 2], Bytes<float>([.. mapped.SelectMany(image => new[] { image.X, image.Y })])),
                new("label", "U8", [images.Count], images.Select(image => image.Label).ToArray()),
                new("predicted", "U8", [images.Count], images.Select(image => image.Predicted).ToArray()),
                new("map_label", "U8", [mapped.Count], mapped.Select(image => image.Label).ToArray()),
                new("image", "U8", [images.Count, .. ImageShape], images.SelectMany(image => image.Pixels.ToArray()).ToArray()),
            ],
            new Dictionary<string, string>
            {
                ["schema"] = SchemaName,
                ["run"] = showcase.Run.ToString(),
                ["evaluation_sha256"] = showcase.EvaluationSha256,
                [Perplexity] = Text(settings.Perplexity),
                [Iterations] = Text(settings.Iterations),
                [ExaggeratedIterations] = Text(settings.ExaggeratedIterations),
                [EarlyExaggeration] = Text(settings.EarlyExaggeration),
                [LearningRate] = Text(settings.LearningRate),
                [Seed] = Text(settings.Seed),
                [Divergence] = Text(showcase.Map.Divergence),
            }).Write(path);
    }

    /// <summary>Reads a whole file; <paramref name="origin"/> names it in messages.</summary>
    /// <exception cref="HarnessException">The file is missing or holds something else than a showcase.</exception>
    public static Showcase Read(string path, string origin) => File.Exists(path)
        ? Parse(RegularFile.ReadAllBytes(path), origin)
        : throw new HarnessException($"There is no {origin}.");

    /// <summary>Reads the format from memory; <paramref name="origin"/> names it in messages.</summary>
    /// <exception cref="HarnessException">The bytes are something else than a showcase.</exception>
    public static Showcase Parse(ReadOnlyMemory<byte> bytes, string origin)
    {
        var showcase = Interpret(SafetensorsFile.Parse(bytes, origin), origin);
        ShowcaseProblems.Require(showcase, origin);
        return showcase;
    }

    private static IReadOnlyList<long> ImageShape => [Showcase.Channels, Showcase.ImageSize, Showcase.ImageSize];

    private static Showcase Interpret(SafetensorsFile file, string origin)
    {
        if (Metadata("schema") is var schema && schema != SchemaName)
        {
            throw ShowcaseProblems.Fault(origin, $"its schema is '{schema}', not '{SchemaName}'");
        }

        var positions = Values<int>("position", "I32", null);
        int? shown = positions.Length;
        var probabilities = Values<float>("probability", "F32", shown);
        var labels = Values<byte>("label", "U8", shown);
        var predicted = Values<byte>("predicted", "U8", shown);
        _ = Values<byte>("image", "U8", shown, [.. ImageShape]);
        var pixels = file["image"].Bytes;
        var mapLabels = Values<byte>("map_label", "U8", null);
        var map = Values<float>("map", "F32", mapLabels.Length, 2);
        return new Showcase(
            Run(Metadata("run")),
            Metadata("evaluation_sha256"),
            [.. positions.Select((position, at) => new ShownImage(position, labels[at], predicted[at], probabilities[at], pixels.Slice(at * Showcase.ImageBytes, Showcase.ImageBytes)))],
            new FeatureMap(
                [.. mapLabels.Select((label, at) => new MappedImage(map[2 * at], map[(2 * at) + 1], label))],
                new NeighbourEmbeddingSettings
                {
                    Perplexity = Number(Perplexity),
                    Iterations = Whole(Iterations),
                    ExaggeratedIterations = Whole(ExaggeratedIterations),
                    EarlyExaggeration = Number(EarlyExaggeration),
                    LearningRate = Number(LearningRate),
                    Seed = Whole(Seed),
                },
                Number(Divergence)));

        string Metadata(string key) =>
            file.Metadata.TryGetValue(key, out var text) ? text : throw ShowcaseProblems.Fault(origin, $"its metadata lack '{key}'");

        RunId Run(string text)
        {
            try
            {
                return RunId.Parse(text);
            }
            catch (HarnessException fault)
            {
                throw ShowcaseProblems.Fault(origin, fault.Message.TrimEnd('.'));
            }
        }

        double Number(string key) => double.TryParse(Metadata(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw ShowcaseProblems.Fault(origin, $"its metadata give '{Metadata(key)}' as '{key}'");

        int Whole(string key) => int.TryParse(Metadata(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ShowcaseProblems.Fault(origin, $"its metadata give '{Metadata(key)}' as '{key}'");

        // A tensor of the given sizes; the first may be any where it is null.
        T[] Values<T>(string name, string type, int? first, params long[] further)
            where T : struct
        {
            var tensor = file.Tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw ShowcaseProblems.Fault(origin, $"it has no tensor '{name}'");
            return tensor.Type == type && tensor.Shape.Count == 1 + further.Length && tensor.Shape.Skip(1).SequenceEqual(further) && (first ?? tensor.Shape[0]) == tensor.Shape[0]
                ? MemoryMarshal.Cast<byte, T>(tensor.Bytes.Span).ToArray()
                : throw ShowcaseProblems.Fault(origin, $"its tensor '{name}' is {tensor.Type} [{string.Join(", ", tensor.Shape)}]");
        }
    }

    private static byte[] Bytes<T>(T[] values)
        where T : struct => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
