using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Contracts.Runs;
using Harness.Contracts.Showcases;

namespace Harness.Contracts.Tests.Showcases;

public sealed class ShowcaseFileTests : IDisposable
{
    private static readonly Showcase Sample = new(
        new RunId("resnet-20", 1),
        new string('a', 64),
        [Image(7, 3, 3, 0.75f), Image(0, 2, 9, 0.25f)],
        new FeatureMap([new MappedImage(1.5f, -2, 2), new MappedImage(-1.5f, 2, 9), new MappedImage(0, 0, 0)], new NeighbourEmbeddingSettings { Seed = 5 }, 0.125));

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    private string Path => System.IO.Path.Combine(_folder, ResultsLayout.ShowcaseName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        ShowcaseFile.Write(Path, Sample);
        var read = ShowcaseFile.Read(Path, "here");

        Assert.Equal((Sample.Run, Sample.EvaluationSha256), (read.Run, read.EvaluationSha256));
        Assert.Equal(Sample.Map.Images, read.Map.Images);
        Assert.Equal((Sample.Map.Settings, Sample.Map.Divergence), (read.Map.Settings, read.Map.Divergence));
        Assert.Equal(Sample.Images.Select(Facts), read.Images.Select(Facts));
        Assert.All(Sample.Images.Zip(read.Images), pair => Assert.Equal(pair.First.Pixels.ToArray(), pair.Second.Pixels.ToArray()));

        static (int, byte, byte, float, bool) Facts(ShownImage image) => (image.Position, image.Label, image.Predicted, image.Probability, image.IsRight);
    }

    [Fact]
    public void The_same_showcase_gives_the_same_bytes()
    {
        ShowcaseFile.Write(Path, Sample);
        var first = File.ReadAllBytes(Path);
        ShowcaseFile.Write(Path, Sample);
        Assert.Equal(first, File.ReadAllBytes(Path));
    }

    [Fact]
    public void The_first_eight_right_and_the_first_eight_wrong_images_are_shown_in_the_order_of_the_test_set()
    {
        // Every third of 60 images is predicted wrongly.
        byte[] labels = [.. Enumerable.Range(0, 60).Select(image => (byte)(image % 10))];
        byte[] predicted = [.. labels.Select((label, image) => image % 3 == 0 ? (byte)((label + 1) % 10) : label)];

        Assert.Equal([1, 2, 4, 5, 7, 8, 10, 11, 0, 3, 6, 9, 12, 15, 18, 21], Showcase.Choose(new PredictionsFile(predicted, labels)));
    }

    [Fact]
    public void A_network_with_few_errors_shows_few() =>
        Assert.Equal([0, 2, 1], Showcase.Choose(new PredictionsFile(new byte[] { 1, 1, 2 }, new byte[] { 1, 2, 2 })));

    [Theory]
    [InlineData("position", "U8", "its tensor 'position' is U8 [8]")]
    [InlineData("label", "BOOL", "its tensor 'label' is BOOL [2]")]
    [InlineData("map", null, "it has no tensor 'map'")]
    [InlineData("image", null, "it has no tensor 'image'")]
    public void A_tensor_that_is_missing_or_of_another_type_is_refused(string name, string? type, string fault) => RequireRefused(fault, file => file with
    {
        Tensors =
        [
            .. from tensor in file.Tensors
               where tensor.Name != name || type is not null
               select tensor.Name != name ? tensor : tensor with { Type = type!, Shape = [tensor.Bytes.Length] },
        ],
    });

    [Fact]
    public void Tensors_that_do_not_go_together_are_refused() => RequireRefused("its tensor 'label' is U8 [1]", file => file with
    {
        Tensors = [.. file.Tensors.Select(tensor => tensor.Name == "label" ? tensor with { Shape = [1], Bytes = new byte[1] } : tensor)],
    });

    [Theory]
    [InlineData("schema", "harness/showcase/0", "its schema is 'harness/showcase/0', not 'harness/showcase/1'")]
    [InlineData("run", "resnet-20", "'resnet-20' does not name a run. Expected the form plain-20/seed-1")]
    [InlineData("evaluation_sha256", "A", "'A' is no SHA-256")]
    [InlineData("perplexity", "NaN", "its metadata give 'NaN' as 'perplexity'")]
    [InlineData("iterations", "1.5", "its metadata give '1.5' as 'iterations'")]
    [InlineData("seed", null, "its metadata lack 'seed'")]
    public void Metadata_that_are_missing_or_no_sense_are_refused(string key, string? value, string fault) => RequireRefused(fault, file =>
    {
        var metadata = file.Metadata.Where(entry => entry.Key != key).ToDictionary();
        if (value is not null)
        {
            metadata.Add(key, value);
        }

        return file with { Metadata = metadata };
    });

    [Fact]
    public void Values_out_of_range_are_neither_written_nor_read()
    {
        RequireUnwritten("image 0 has the position 7, the label 10 and the predicted class 3", Sample with { Images = [Image(7, 10, 3, 0.75f)] });
        RequireUnwritten("image 0 has the probability 0", Sample with { Images = [Image(7, 3, 3, 0)] });
        RequireUnwritten("image 0 has the probability NaN", Sample with { Images = [Image(7, 3, 3, float.NaN)] });
        RequireUnwritten("image 0 has 2 bytes of pixels", Sample with { Images = [Sample.Images[0] with { Pixels = new byte[2] }] });
        RequireUnwritten("image 0 of the map has the label 0 and lies at (NaN, 1)", Sample with { Map = Sample.Map with { Images = [new MappedImage(float.NaN, 1, 0)] } });

        void RequireUnwritten(string fault, Showcase showcase)
        {
            Assert.Contains(fault, Assert.Throws<HarnessException>(() => ShowcaseFile.Write(Path, showcase)).Message, StringComparison.Ordinal);
            Assert.False(File.Exists(Path));
        }
    }

    [Fact]
    public void A_file_that_was_cut_off_is_refused_at_every_length()
    {
        ShowcaseFile.Write(Path, Sample);
        var whole = File.ReadAllBytes(Path);
        foreach (var length in Enumerable.Range(0, 40).Select(step => step * whole.Length / 40))
        {
            Assert.Throws<HarnessException>(() => ShowcaseFile.Parse(whole.AsMemory(0, length), "here"));
        }
    }

    private void RequireRefused(string fault, Func<SafetensorsFile, SafetensorsFile> damage)
    {
        ShowcaseFile.Write(Path, Sample);
        damage(SafetensorsFile.Read(Path)).Write(Path);
        Assert.StartsWith($"here is not a showcase: {fault}. Make it again", Assert.Throws<HarnessException>(() => ShowcaseFile.Read(Path, "here")).Message, StringComparison.Ordinal);
    }

    private static ShownImage Image(int position, byte label, byte predicted, float probability) =>
        new(position, label, predicted, probability, Enumerable.Range(0, Showcase.ImageBytes).Select(index => (byte)(index * (position + 1))).ToArray());
}
