using System.Text;
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

    [Fact]
    public void Safetensors() => Fuzz.Attack("safetensors", [Tensors], bytes =>
    {
        var file = SafetensorsFile.Parse(bytes, "hostile");
        Assert.Equal(bytes.Length - 8 - BitConverter.ToInt64(bytes), file.Tensors.Sum(tensor => (long)tensor.Bytes.Length));
        Assert.Distinct(file.Tensors.Select(tensor => tensor.Name));
        return true;
    }, output);

    [Fact]
    public void Predictions()
    {
        byte[] classes = [.. Enumerable.Range(0, 40).Select(image => (byte)(image % 10))];
        var stored = new StoredTensor("predicted", "U8", [40], classes);
        Fuzz.Attack("predictions", [Bytes(new SafetensorsFile([stored, stored with { Name = "label" }], new Dictionary<string, string>()))], bytes =>
        {
            var read = PredictionsFile.Parse(bytes, "hostile");
            return read.Errors <= read.Labels.Length && read.Labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)9) < 0;
        }, output);
    }

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
        Fuzz.Attack("showcase", [sample], bytes => ShowcaseFile.Parse(bytes, "hostile").Images.All(image => image.Probability is > 0 and <= 1), output);
    }

    [Fact]
    public void Runs() => Fuzz.Attack("run id", Texts("plain-20/seed-1", "resnet-56/seed-2147483647", "a/seed-1/seed-0"), bytes =>
    {
        var run = RunId.Parse(Encoding.UTF8.GetString(bytes));
        return RunId.Parse(run.ToString()) == run && run.Seed >= 0;
    }, output);

    [Fact]
    public void Slurm_times() => Fuzz.Attack("slurm time", Texts("90", "08:00:00", "1-12", "2-00:30", "99999-00:00:00", "UNLIMITED", "9999999"), bytes =>
        SlurmTime.Parse(Encoding.UTF8.GetString(bytes)) is { } time && (time >= TimeSpan.Zero ? true : throw new InvalidOperationException($"{time} is below zero")), output);

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

    private static byte[] Bytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.WriteTo(stream);
        return stream.ToArray();
    }
}
