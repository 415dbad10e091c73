using System.Text;
using System.Text.RegularExpressions;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;
using Xunit.Abstractions;

namespace Harness.Contracts.Tests;

/// <summary>The binary files and the short texts of the contracts under mutated and random bytes. The JSON records are attacked where their samples are, in Reporting.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private static readonly byte[] Tensors = Bytes(new SafetensorsFile(
        [
            new StoredTensor("weights", "F32", [2, 3], new byte[24]),
            new StoredTensor("count", "I64", [], new byte[8]),
            new StoredTensor("empty", "U8", [0], Array.Empty<byte>()),
        ],
        new Dictionary<string, string> { ["format"] = "pt" }));

    // Law: every byte of data is one tensor's, in order, and what is written from it reads as the same.
    [Fact]
    public void Safetensors() => Fuzz.Attack("safetensors", [Tensors], bytes => SafetensorsFile.Parse(bytes, "hostile"), (file, bytes) =>
    {
        Assert.Equal(bytes[(8 + (int)BitConverter.ToInt64(bytes))..], file.Tensors.SelectMany(tensor => tensor.Bytes.ToArray()));
        var again = SafetensorsFile.Parse(Bytes(file), "again");
        Assert.Equal(file.Metadata, again.Metadata);
        Assert.Equal(file.Tensors.Select(Text), again.Tensors.Select(Text));
        Assert.Distinct(file.Tensors.Select(tensor => tensor.Name));
    }, output);

    // Law: as many predictions as labels, all of them classes.
    [Fact]
    public void Predictions()
    {
        byte[] classes = [.. Enumerable.Range(0, 40).Select(image => (byte)(image % 10))];
        var stored = new StoredTensor("predicted", "U8", [40], classes);
        Fuzz.Attack("predictions", [Bytes(new SafetensorsFile([stored, stored with { Name = "label" }], new Dictionary<string, string>()))], bytes => PredictionsFile.Parse(bytes, "hostile"), (read, _) =>
        {
            Assert.Equal(read.Labels.Length, read.Predicted.Length);
            Assert.All(read.Labels.ToArray().Concat(read.Predicted.ToArray()), image => Assert.InRange(image, 0, 9));
        }, output);
    }

    // Law: every value in the range that the record states.
    [Fact]
    public void Showcases()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("harness-").FullName, "showcase.safetensors");
        ShowcaseFile.Write(path, new Showcase(
            new RunId("resnet-20", 1),
            new string('a', 64),
            [new ShownImage(7, 3, 3, 0.75f, new byte[Showcase.ImageBytes])],
            new FeatureMap([new MappedImage(1.5f, -2, 2), new MappedImage(0, 0, 0)], new NeighbourEmbeddingSettings(), 0.125)));
        var sample = File.ReadAllBytes(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Fuzz.Attack("showcase", [sample], bytes => ShowcaseFile.Parse(bytes, "hostile"), (showcase, _) =>
        {
            Assert.Matches("^[0-9a-f]{64}\\z", showcase.EvaluationSha256);
            Assert.All(showcase.Images, image => Assert.True(image is { Position: >= 0, Label: < 10, Predicted: < 10, Probability: > 0 and <= 1, Pixels.Length: Showcase.ImageBytes }));
            Assert.All(showcase.Map.Images, image => Assert.True(image.Label < 10 && float.IsFinite(image.X) && float.IsFinite(image.Y)));
            Assert.True(double.IsFinite(showcase.Map.Divergence));
        }, output);
    }

    // Law: written and read again it is the same run, and it leads into one folder below the arm's.
    [Fact]
    public void Runs() => Fuzz.Attack("run id", Texts("plain-20/seed-1", "resnet-56/seed-2147483647", "a.b/seed-0"), bytes => (object)RunId.Parse(Encoding.UTF8.GetString(bytes)), (read, _) =>
    {
        var run = (RunId)read;
        Assert.Equal(run, RunId.Parse(run.ToString()));
        Assert.True(Regex.IsMatch(run.Arm, "^[a-z0-9][a-z0-9.-]*\\z") && run.Seed >= 0, run.ToString());
    }, output);

    // Law: no time below zero, and none from letters outside Slurm's form.
    [Fact]
    public void Slurm_times() => Fuzz.Attack("slurm time", Texts("90", "08:00:00", "1-12", "2-00:30", "99999-00:00:00", "9999999"), bytes => (object?)SlurmTime.Parse(Encoding.UTF8.GetString(bytes)), (time, bytes) =>
    {
        Assert.True((TimeSpan)time >= TimeSpan.Zero);
        Assert.Matches("^[0-9:-]+\\z", Encoding.UTF8.GetString(bytes));
    }, output);

    [Theory]
    [InlineData("60\n")]
    [InlineData("١٢")]
    public void A_time_with_more_than_its_letters_is_none(string text) => Assert.Null(SlurmTime.Parse(text));

    [Theory]
    [InlineData("plain-20\n")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_name_that_is_no_plain_folder_is_a_fault_of_the_plan(string name)
    {
        var plan = RecordFile.Read(Repository.PathOf("src", "Experiments", "Plans", "quick.json"), HarnessJson.Default.Plan, Plan.SchemaName);

        Assert.Contains((plan with { Name = name }).Problems(), problem => problem.StartsWith("name ", StringComparison.Ordinal));
        Assert.Contains((plan with { Arms = [plan.Arms[0] with { Id = name }] }).Problems(), problem => problem.StartsWith("arm ", StringComparison.Ordinal));
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static string Text(StoredTensor tensor) => $"{tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}] {Convert.ToHexString(tensor.Bytes.Span)}";

    private static byte[] Bytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.WriteTo(stream);
        return stream.ToArray();
    }
}
