using Harness.Contracts.Files;

namespace Harness.Contracts.Runs;

/// <summary>
/// A finished run's <c>predictions.safetensors</c>: which class it predicts for every test image, in the data set's order, beside the true one. Two such files
/// tell on which images two networks disagree, without the logits.
/// </summary>
/// <param name="Predicted">[images] in 0..9: the index of the largest logit under the final weights; of equal ones the lowest.</param>
/// <param name="Labels">[images] in 0..9.</param>
public sealed record PredictionsFile(ReadOnlyMemory<byte> Predicted, ReadOnlyMemory<byte> Labels)
{
    private const int Classes = 10;
    private const string PredictedName = "predicted";
    private const string LabelName = "label";

    /// <summary>Images whose predicted class is not the true one.</summary>
    public int Errors => Predicted.Length - Matches(Predicted.Span, Labels.Span);

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="HarnessException">The lists are none that <see cref="Read"/> would take, or the folder cannot be written to.</exception>
    public void Write(string path)
    {
        Require(path);
        new SafetensorsFile([Stored(PredictedName, Predicted), Stored(LabelName, Labels)], new Dictionary<string, string>()).Write(path);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="HarnessException">The file is missing or holds something else than predictions.</exception>
    public static PredictionsFile Read(string path) => Interpret(SafetensorsFile.Read(path), path);

    /// <summary>Reads the format from memory; <paramref name="origin"/> names it in messages.</summary>
    /// <exception cref="HarnessException">The bytes are something else than predictions.</exception>
    public static PredictionsFile Parse(ReadOnlyMemory<byte> bytes, string origin) => Interpret(SafetensorsFile.Parse(bytes, origin), origin);

    private static PredictionsFile Interpret(SafetensorsFile file, string origin)
    {
        var predictions = new PredictionsFile(ClassesIn(file, PredictedName, origin), ClassesIn(file, LabelName, origin));
        predictions.Require(origin);
        return predictions;
    }

    private static ReadOnlyMemory<byte> ClassesIn(SafetensorsFile file, string name, string origin) =>
        file.Tensors.FirstOrDefault(tensor => tensor.Name == name) switch
        {
            null => throw Fault(origin, $"it has no tensor '{name}'"),
            { Type: "U8", Shape.Count: 1 } tensor => tensor.Bytes,
            var tensor => throw Fault(origin, $"its tensor '{name}' is {tensor.Type} [{string.Join(", ", tensor.Shape)}]"),
        };

    private void Require(string origin)
    {
        if (Predicted.Length != Labels.Length)
        {
            throw Fault(origin, $"it has {Predicted.Length} predictions and {Labels.Length} labels");
        }

        foreach (var (name, classes) in new[] { (PredictedName, Predicted), (LabelName, Labels) })
        {
            if (classes.Span.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1)) is >= 0 and var image)
            {
                throw Fault(origin, $"image {image} has the class {classes.Span[image]} in '{name}'");
            }
        }
    }

    private static HarnessException Fault(string origin, string what) => new(
        $"{origin} is not a predictions file: {what}. Expected '{PredictedName}' and '{LabelName}', each U8 [images] with classes from 0 to {Classes - 1}. "
        + "Move the run's folder away and train the run again.");

    private static StoredTensor Stored(string name, ReadOnlyMemory<byte> classes) => new(name, "U8", [classes.Length], classes);

    private static int Matches(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> labels)
    {
        var matches = 0;
        for (var image = 0; image < predicted.Length; image++)
        {
            matches += predicted[image] == labels[image] ? 1 : 0;
        }

        return matches;
    }
}
