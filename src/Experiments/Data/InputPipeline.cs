using Harness.Contracts.Plans;
using Harness.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Data;

/// <summary>Cuts batches out of a set of images and normalises them, all in tensor code on the device.</summary>
internal sealed class InputPipeline : IDisposable
{
    // The seed document's constants: mean and standard deviation of CIFAR-10's training images by channel, in [0, 1].
    private static readonly float[] ChannelMean = [0.4914f, 0.4822f, 0.4465f];
    private static readonly float[] ChannelDeviation = [0.2470f, 0.2435f, 0.2616f];

    private const int Size = NetworkBlueprint.ImageSize;
    private const int Pitch = LabelledImages.PaddedSize;

    private readonly Tensor _rowOffsets;
    private readonly Tensor _columns;
    private readonly Tensor _mirroredColumns;
    private readonly Tensor _imageStride;
    private readonly Tensor _pitch;
    private readonly Tensor _mean;
    private readonly Tensor _scale;
    private readonly bool _meanIsImage;

    /// <param name="normalisation">How pixel values become inputs.</param>
    /// <param name="training">The training images: what a mean image is taken from.</param>
    public InputPipeline(Normalisation normalisation, LabelledImages training)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var device = training.Pixels.device;
        var steps = arange(Size, ScalarType.Int64);
        _rowOffsets = steps.mul(Pitch).to(device).view(1, Size, 1).MoveToOuterDisposeScope();
        _columns = steps.to(device).view(1, Size).MoveToOuterDisposeScope();
        _mirroredColumns = steps.flip(0).to(device).view(1, Size).MoveToOuterDisposeScope();
        _imageStride = tensor((long)Pitch * Pitch).to(device).MoveToOuterDisposeScope();
        _pitch = tensor((long)Pitch).to(device).MoveToOuterDisposeScope();
        _meanIsImage = normalisation == Normalisation.PixelMean;
        var (mean, scale) = _meanIsImage
            ? (MeanImage(training), tensor(1f / 255f))
            : (tensor(ChannelMean.Select(value => value * 255f).ToArray()), tensor(ChannelDeviation.Select(value => 1f / (255f * value)).ToArray()));
        _mean = mean.to(device).MoveToOuterDisposeScope();
        _scale = scale.to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The images at places [<paramref name="from"/>, <paramref name="from"/> + <paramref name="count"/>) of the draws' order.</summary>
    /// <returns>Images [count, 3, 32, 32] float32, channels-last, and labels [count] int64. The caller owns both.</returns>
    public (Tensor Images, Tensor Labels) Batch(LabelledImages source, EpochDraws draws, int from, int count)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var positions = draws.Order.narrow(0, from, count);
        var corner = draws.Row.narrow(0, from, count).mul(_pitch).add_(draws.Column.narrow(0, from, count)).view(count, 1, 1);
        var columns = where(draws.Flip.narrow(0, from, count).view(count, 1), _mirroredColumns, _columns).view(count, 1, Size);
        var inImage = corner.add(_rowOffsets).add(columns);
        var rows = positions.mul(_imageStride).view(count, 1, 1).add(inImage).view(-1);
        var pixels = source.Pixels.index_select(0, rows).to(ScalarType.Float32);
        var mean = _meanIsImage ? _mean.index_select(0, inImage.view(-1)) : _mean;
        var images = pixels.sub_(mean).mul_(_scale).view(count, Size, Size, NetworkBlueprint.ImageChannels).permute(0, 3, 1, 2);
        return (images.MoveToOuterDisposeScope(), source.Labels.index_select(0, positions).MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        _rowOffsets.Dispose();
        _columns.Dispose();
        _mirroredColumns.Dispose();
        _imageStride.Dispose();
        _pitch.Dispose();
        _mean.Dispose();
        _scale.Dispose();
    }

    /// <summary>
    /// [40 x 40, 3] float32 in 0..255. Its padding is zero like the images', so that after the subtraction the padding of a crop is zero:
    /// the paper pads the image whose mean has been subtracted.
    /// </summary>
    private static Tensor MeanImage(LabelledImages training) =>
        training.Pixels.view(training.Count, Pitch * Pitch, NetworkBlueprint.ImageChannels).to(ScalarType.Float32).mean([0]);
}
