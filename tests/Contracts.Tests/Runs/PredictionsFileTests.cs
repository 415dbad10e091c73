using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;

namespace Harness.Contracts.Tests.Runs;

public sealed class PredictionsFileTests : IDisposable
{
    private static readonly PredictionsFile Sample = new(new byte[] { 0, 9, 2, 3 }, new byte[] { 0, 1, 2, 4 });

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    private string Path => System.IO.Path.Combine(_folder, RunLayout.PredictionsName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_from_the_disk_and_from_memory()
    {
        Sample.Write(Path);
        foreach (var read in new[] { PredictionsFile.Read(Path), PredictionsFile.Parse(File.ReadAllBytes(Path), "memory") })
        {
            Assert.Equal(Sample.Predicted.ToArray(), read.Predicted.ToArray());
            Assert.Equal(Sample.Labels.ToArray(), read.Labels.ToArray());
        }
    }

    [Fact]
    public void The_file_is_that_of_its_format_byte_for_byte()
    {
        Sample.Write(Path);
        const string Header = """{"predicted":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"label":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""";
        // 117 characters, padded to the next multiple of eight.
        byte[] expected = [120, 0, 0, 0, 0, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(Header.PadRight(120)), 0, 9, 2, 3, 0, 1, 2, 4];
        Assert.Equal(expected, File.ReadAllBytes(Path));
    }

    [Fact]
    public void An_error_is_an_image_whose_predicted_class_is_not_the_true_one() => Assert.Equal(2, Sample.Errors);

    [Property]
    public Property Every_error_count_survives_a_round_trip() => Prop.ForAll(
        Gen.Choose(0, 9).Two().ListOf().ToArbitrary(),
        images =>
        {
            byte[] predicted = [.. images.Select(image => (byte)image.Item1)];
            byte[] labels = [.. images.Select(image => (byte)image.Item2)];
            new PredictionsFile(predicted, labels).Write(Path);
            Assert.Equal(images.Count(image => image.Item1 != image.Item2), PredictionsFile.Read(Path).Errors);
        });

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains($"There is no {Path}", Assert.Throws<HarnessException>(() => PredictionsFile.Read(Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tensor_that_is_missing_or_of_another_type_or_shape_is_refused()
    {
        var predicted = new StoredTensor("predicted", "U8", [2], new byte[2]);
        var label = new StoredTensor("label", "U8", [2], new byte[2]);
        RequireRefused("it has no tensor 'label'", predicted);
        RequireRefused("it has no tensor 'predicted'", label);
        RequireRefused("its tensor 'label' is BOOL [2]", predicted, label with { Type = "BOOL" });
        RequireRefused("its tensor 'predicted' is U8 [1, 2]", predicted with { Shape = [1, 2] }, label);
        RequireRefused("it has 2 predictions and 1 labels", predicted, label with { Shape = [1], Bytes = new byte[1] });
        RequireRefused("image 1 has the class 10 in 'predicted'", predicted with { Bytes = new byte[] { 9, 10 } }, label);
        RequireRefused("image 0 has the class 255 in 'label'", predicted, label with { Bytes = new byte[] { 255, 0 } });
    }

    [Fact]
    public void What_could_not_be_read_is_not_written()
    {
        Assert.Throws<HarnessException>(() => new PredictionsFile(new byte[] { 1, 2 }, new byte[] { 1 }).Write(Path));
        Assert.Throws<HarnessException>(() => new PredictionsFile(new byte[] { 1 }, new byte[] { 10 }).Write(Path));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static void RequireRefused(string reason, params StoredTensor[] tensors)
    {
        using var bytes = new MemoryStream();
        new SafetensorsFile(tensors, new Dictionary<string, string>()).WriteTo(bytes);
        var fault = Assert.Throws<HarnessException>(() => PredictionsFile.Parse(bytes.ToArray(), "here"));
        Assert.StartsWith($"here is not a predictions file: {reason}. Expected ", fault.Message, StringComparison.Ordinal);
    }
}
