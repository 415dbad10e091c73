using FsCheck.Xunit;
using Harness.Contracts;
using Harness.Contracts.Plans;
using Harness.Experiments.Data;
using Harness.Experiments.Training;
using TorchSharp;

namespace Harness.Experiments.Tests.Data;

public sealed class InputPipelineTests
{
    private const int Count = 12;

    private static readonly byte[] Pixels = SyntheticImages.Pixels(Count);

    [Fact]
    public void Without_augmentation_a_pixel_is_standardised_by_its_channel()
    {
        using var scope = torch.NewDisposeScope();
        using var images = SyntheticImages.Create(Count);
        using var pipeline = new InputPipeline(Normalisation.Channel, images);
        using var draws = EpochDraws.InOrder(Count, torch.CPU);
        var (batch, labels) = pipeline.Batch(images, draws, 4, 5);
        Assert.Equal([5, 3, 32, 32], batch.shape);
        Assert.Equal([4L, 5, 6, 7, 8], labels.data<long>().ToArray());
        // The seed document's transform: (value / 255 - mean) / deviation, here for image 6, channel 1, row 3, column 9.
        var value = Pixels[(6 * SyntheticImages.ImageBytes) + 1024 + (3 * 32) + 9];
        Assert.Equal(((value / 255.0) - 0.4822) / 0.2435, batch[2, 1, 3, 9].item<float>(), 5);
    }

    [Fact]
    public void Batches_come_in_channels_last_order()
    {
        using var scope = torch.NewDisposeScope();
        using var images = SyntheticImages.Create(Count);
        using var pipeline = new InputPipeline(Normalisation.Channel, images);
        using var draws = EpochDraws.InOrder(Count, torch.CPU);
        var (batch, _) = pipeline.Batch(images, draws, 0, 2);
        Assert.Equal([3 * 32 * 32, 1, 3 * 32, 3], batch.stride());
    }

    [Fact]
    public void A_crop_takes_zeros_from_outside_and_a_flip_mirrors_columns()
    {
        using var scope = torch.NewDisposeScope();
        using var images = SyntheticImages.Create(Count);
        using var pipeline = new InputPipeline(Normalisation.Channel, images);
        // Row 0 and column 8: four rows of padding above, four columns of padding on the right; the second image is mirrored too.
        using var draws = new EpochDraws(
            torch.tensor(new long[] { 3, 7 }), torch.tensor(new long[] { 0, 0 }), torch.tensor(new long[] { 8, 8 }), torch.tensor(new[] { false, true }));
        var (batch, _) = pipeline.Batch(images, draws, 0, 2);
        var black = (0 - 0.4914) / 0.2470;
        Assert.Equal(black, batch[0, 0, 0, 0].item<float>(), 5);
        Assert.Equal(black, batch[0, 0, 20, 31].item<float>(), 5);
        // Output row r, column c of the crop is row r - 4, column c + 4 of the image.
        Assert.Equal(Standardised(image: 3, row: 6, column: 14), batch[0, 0, 10, 10].item<float>(), 5);
        Assert.Equal(Standardised(image: 7, row: 6, column: 31 - 10 + 4), batch[1, 0, 10, 10].item<float>(), 5);
    }

    [Fact]
    public void With_the_mean_image_subtracted_the_padding_of_a_crop_is_zero()
    {
        using var scope = torch.NewDisposeScope();
        using var images = SyntheticImages.Create(Count);
        using var pipeline = new InputPipeline(Normalisation.PixelMean, images);
        using var draws = new EpochDraws(torch.tensor(new long[] { 3 }), torch.tensor(new long[] { 0 }), torch.tensor(new long[] { 4 }), torch.tensor(new[] { false }));
        var (batch, _) = pipeline.Batch(images, draws, 0, 1);
        Assert.Equal(0, batch.narrow(2, 0, 4).abs().sum().item<float>());
        var mean = Enumerable.Range(0, Count).Average(image => (double)Pixels[(image * SyntheticImages.ImageBytes) + (6 * 32) + 10]);
        Assert.Equal((Pixels[(3 * SyntheticImages.ImageBytes) + (6 * 32) + 10] - mean) / 255, batch[0, 0, 10, 10].item<float>(), 5);
    }

    [Property(MaxTest = 30)]
    public bool An_epoch_shows_every_image_once_and_crops_stay_inside(int seed, byte epoch)
    {
        using var scope = torch.NewDisposeScope();
        using var draws = EpochDraws.Draw(200, epoch, Augmentation.CropAndFlip, new SeedStreams(seed & int.MaxValue), torch.CPU);
        return draws.Order.data<long>().ToArray().Order().SequenceEqual(Enumerable.Range(0, 200).Select(index => (long)index))
            && draws.Row.min().item<long>() >= 0 && draws.Row.max().item<long>() <= 8
            && draws.Column.min().item<long>() >= 0 && draws.Column.max().item<long>() <= 8;
    }

    [Fact]
    public void Crops_and_flips_are_uniform()
    {
        using var scope = torch.NewDisposeScope();
        using var draws = EpochDraws.Draw(50_000, 0, Augmentation.CropAndFlip, new SeedStreams(1), torch.CPU);
        // Expected 50,000 / 9 with a standard deviation of 70; 25,000 flips with one of 112. Five deviations.
        Assert.All(draws.Row.bincount(null).data<long>().ToArray(), count => Assert.InRange(count, 5_555 - 350, 5_555 + 350));
        Assert.All(draws.Column.bincount(null).data<long>().ToArray(), count => Assert.InRange(count, 5_555 - 350, 5_555 + 350));
        Assert.InRange(draws.Flip.sum().item<long>(), 25_000 - 560, 25_000 + 560);
    }

    [Fact]
    public void Augmentation_does_not_shift_the_order_of_the_images()
    {
        using var with = EpochDraws.Draw(100, 3, Augmentation.CropAndFlip, new SeedStreams(5), torch.CPU);
        using var without = EpochDraws.Draw(100, 3, Augmentation.None, new SeedStreams(5), torch.CPU);
        using var nextEpoch = EpochDraws.Draw(100, 4, Augmentation.None, new SeedStreams(5), torch.CPU);
        Assert.Equal(with.Order.data<long>().ToArray(), without.Order.data<long>().ToArray());
        Assert.NotEqual(without.Order.data<long>().ToArray(), nextEpoch.Order.data<long>().ToArray());
    }

    [Fact]
    public void A_selection_keeps_the_first_of_each_class_in_file_order()
    {
        byte[] labels = [.. SyntheticImages.Labels(30), 0, 0];
        Assert.Equal(Enumerable.Range(0, 20), LabelledImages.Positions(labels, new DatasetSelection("cifar-10", 2)));
        Assert.Equal(labels.Length, LabelledImages.Positions(labels, new DatasetSelection("cifar-10")).Length);
        Assert.Throws<HarnessException>(() => LabelledImages.Positions(labels, new DatasetSelection("cifar-10", 4)));
    }

    private static double Standardised(int image, int row, int column) =>
        ((Pixels[(image * SyntheticImages.ImageBytes) + (row * 32) + column] / 255.0) - 0.4914) / 0.2470;
}
