using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Data;

/// <summary>A whole set of images as one tensor on the training device. Nothing is loaded or copied from the host during an epoch.</summary>
internal sealed class LabelledImages : IDisposable
{
    /// <summary>Zeros on each side, from which random crops are taken (He et al. section 4.2).</summary>
    public const int Padding = 4;

    public const int PaddedSize = NetworkBlueprint.ImageSize + (2 * Padding);

    private LabelledImages(Tensor pixels, Tensor labels)
    {
        Pixels = pixels;
        Labels = labels;
        Count = (int)labels.shape[0];
    }

    public int Count { get; }

    /// <summary>[N x 40 x 40, 3] uint8, RGB: every pixel of every zero-padded image, one a row, so that a crop is a selection of rows.</summary>
    public Tensor Pixels { get; }

    /// <summary>[N] int64 in 0..9.</summary>
    public Tensor Labels { get; }

    /// <param name="images">[N, 3, 32, 32] uint8, planar, as CIFAR-10 stores them.</param>
    /// <param name="labels">[N] in 0..9.</param>
    /// <param name="device">Where the tensors will live.</param>
    public static LabelledImages Create(byte[] images, byte[] labels, Device device)
    {
        const int Size = NetworkBlueprint.ImageSize;
        using var scope = NewDisposeScope();
        var planar = tensor(images, ScalarType.Byte).view(labels.Length, NetworkBlueprint.ImageChannels, Size, Size);
        var padded = zeros([labels.Length, PaddedSize, PaddedSize, NetworkBlueprint.ImageChannels], ScalarType.Byte);
        padded.narrow(1, Padding, Size).narrow(2, Padding, Size).copy_(planar.permute(0, 2, 3, 1));
        return new LabelledImages(
            padded.view(-1, NetworkBlueprint.ImageChannels).to(device).MoveToOuterDisposeScope(),
            tensor(labels, ScalarType.Byte).to(ScalarType.Int64).to(device).MoveToOuterDisposeScope());
    }

    /// <summary>The part of the images that <paramref name="selection"/> keeps.</summary>
    /// <exception cref="HarnessException">A class has fewer images than were asked for.</exception>
    public static LabelledImages Select(byte[] images, byte[] labels, DatasetSelection selection, Device device)
    {
        const int Length = NetworkBlueprint.ImageChannels * NetworkBlueprint.ImageSize * NetworkBlueprint.ImageSize;
        var positions = Positions(labels, selection);
        var kept = new byte[positions.Length * Length];
        for (var index = 0; index < positions.Length; index++)
        {
            images.AsSpan(positions[index] * Length, Length).CopyTo(kept.AsSpan(index * Length));
        }

        return Create(kept, [.. positions.Select(position => labels[position])], device);
    }

    /// <summary>The positions, in file order, of the images that <paramref name="selection"/> keeps: the first so many of each class.</summary>
    /// <exception cref="HarnessException">A class has fewer images than were asked for.</exception>
    public static int[] Positions(byte[] labels, DatasetSelection selection)
    {
        if (selection.TrainingImagesPerClass is not { } perClass)
        {
            return [.. Enumerable.Range(0, labels.Length)];
        }

        var taken = new int[10];
        var positions = Enumerable.Range(0, labels.Length).Where(position => taken[labels[position]]++ < perClass).ToArray();
        return positions.Length == perClass * taken.Length
            ? positions
            : throw new HarnessException($"The plan asks for {perClass} training images of each class, but a class has only {taken.Min()}.");
    }

    public void Dispose()
    {
        Pixels.Dispose();
        Labels.Dispose();
    }
}
