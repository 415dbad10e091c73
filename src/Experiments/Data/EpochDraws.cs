using Harness.Contracts.Plans;
using Harness.Experiments.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Harness.Experiments.Data;

/// <summary>Every random choice of one epoch, drawn ahead of it on the CPU and sent to the device once.</summary>
/// <param name="Order">[N] int64: a permutation of the training images.</param>
/// <param name="Row">[N] int64 in 0..8: the crop's first row in the padded image, by place in the order. 4 is the image itself.</param>
/// <param name="Column">[N] int64 in 0..8: the crop's first column.</param>
/// <param name="Flip">[N] bool: mirrored left to right.</param>
internal sealed record EpochDraws(Tensor Order, Tensor Row, Tensor Column, Tensor Flip) : IDisposable
{
    /// <summary>Draws the epoch <paramref name="epoch"/> (from 0) of a run over <paramref name="count"/> images.</summary>
    public static EpochDraws Draw(int count, int epoch, Augmentation augmentation, SeedStreams streams, Device device)
    {
        using var scope = NewDisposeScope();
        using var order = streams.Open(SeedStream.Order, epoch);
        var permutation = randperm(count, generator: order);
        if (augmentation == Augmentation.None)
        {
            return Send(permutation, Middle(count), Middle(count), zeros(count, ScalarType.Bool), device);
        }

        using var augment = streams.Open(SeedStream.Augment, epoch);
        const long Offsets = (2 * LabelledImages.Padding) + 1;
        var row = randint(Offsets, [count], ScalarType.Int64, generator: augment);
        var column = randint(Offsets, [count], ScalarType.Int64, generator: augment);
        var flip = randint(2, [count], ScalarType.Int64, generator: augment).to(ScalarType.Bool);
        return Send(permutation, row, column, flip, device);
    }

    /// <summary>All images once, in file order, as they are: for evaluation.</summary>
    public static EpochDraws InOrder(int count, Device device)
    {
        using var scope = NewDisposeScope();
        return Send(arange(count, ScalarType.Int64), Middle(count), Middle(count), zeros(count, ScalarType.Bool), device);
    }

    public void Dispose()
    {
        Order.Dispose();
        Row.Dispose();
        Column.Dispose();
        Flip.Dispose();
    }

    private static Tensor Middle(int count) => full([count], LabelledImages.Padding, ScalarType.Int64);

    private static EpochDraws Send(Tensor order, Tensor row, Tensor column, Tensor flip, Device device) => new(
        order.to(device).MoveToOuterDisposeScope(),
        row.to(device).MoveToOuterDisposeScope(),
        column.to(device).MoveToOuterDisposeScope(),
        flip.to(device).MoveToOuterDisposeScope());
}
