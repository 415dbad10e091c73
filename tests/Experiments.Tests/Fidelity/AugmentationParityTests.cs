using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Harness.Contracts.Plans;
using Harness.Experiments.Data;
using TorchSharp;

namespace Harness.Experiments.Tests.Fidelity;

/// <summary>
/// Crops, flips and normalisation value by value against torchvision 0.14 (Debian's python3-torchvision), at every corner of the crop's range, flipped and not.
/// augmentation.py beside this file made augmentation.json.
/// </summary>
public sealed class AugmentationParityTests
{
    private const int Images = 4;

    // Values reach 2.6, where float32 has steps of 2.4e-7; (v / 255 - m) / d and (v - 255 m) * (1 / (255 d)) round a few times each.
    private const float Tolerance = 1e-6f;

    private static readonly JsonElement Golden = GoldenFile.Read("augmentation.json");

    [Theory]
    [InlineData(Normalisation.Channel, "channel")]
    [InlineData(Normalisation.PixelMean, "pixel_mean")]
    public void Every_value_of_a_moved_image_equals_torchvisions(Normalisation normalisation, string name)
    {
        using var scope = torch.NewDisposeScope();
        var cases = Golden.GetProperty("cases").EnumerateArray().ToList();
        using var images = LabelledImages.Create(Pixels(), [.. Enumerable.Range(0, Images).Select(index => (byte)index)], torch.CPU);
        using var pipeline = new InputPipeline(normalisation, images);
        using var draws = new EpochDraws(Column("image"), Column("row"), Column("column"), torch.tensor(cases.Select(entry => entry.GetProperty("flip").GetBoolean()).ToArray()));

        var (batch, labels) = pipeline.Batch(images, draws, 0, cases.Count);

        Assert.Equal([cases.Count, 3L, 32, 32], batch.shape);
        Assert.Equal(Column("image").data<long>().ToArray(), labels.data<long>().ToArray());
        var expected = Unpack(Golden.GetProperty(name).GetString()!);
        var found = batch.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - found[index]) <= Tolerance,
                $"Case {cases[index / SyntheticImages.ImageBytes]}, value {index % SyntheticImages.ImageBytes}: {found[index]:R}, torchvision's {expected[index]:R}.");
        }

        torch.Tensor Column(string property) => torch.tensor(cases.Select(entry => entry.GetProperty(property).GetInt64()).ToArray());
    }

    /// <summary>The formula of augmentation.py, planar.</summary>
    private static byte[] Pixels() =>
    [
        .. from image in Enumerable.Range(0, Images)
           from channel in Enumerable.Range(0, 3)
           from row in Enumerable.Range(0, 32)
           from column in Enumerable.Range(0, 32)
           select (byte)(((37 * image) + (101 * channel) + (13 * row) + (7 * column) + (row * column)) % 256),
    ];

    private static float[] Unpack(string packed)
    {
        using var stream = new ZLibStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return MemoryMarshal.Cast<byte, float>(bytes.ToArray()).ToArray();
    }
}
