using System.IO.Compression;
using System.Text;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Contracts.Runs;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Acquisition.Sources;
using Harness.Experiments.Backends;
using Harness.Experiments.Benchmarking;
using Harness.Experiments.Clusters;
using Harness.Experiments.Execution;
using Harness.Experiments.Execution.Selection;
using Harness.Experiments.Tests.Acquisition;
using Harness.Experiments.Training;
using Xunit.Abstractions;

namespace Harness.Experiments.Tests;

/// <summary>What the trainer's program reads from disks, archives, other processes and command lines, under mutated and random bytes.</summary>
public sealed class HostileInputTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Handles, names and buffers of one file that is opened.</summary>
    private const long OfAFile = 256 << 10;

    /// <summary>The reader takes memory for an extended header of at most a mebibyte before it sees that the archive ends, and as much again for what it had.</summary>
    private const long OfAHeader = 4 << 20;

    private static readonly TinyDataset Dataset = new();
    private readonly Acquisition.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Law: the file is these records and nothing else.
    [Fact]
    public void Cifar_records() => Fuzz.Attack("cifar records", [Dataset.Files.Values.First()], bytes => CifarRecords.Read([Put(bytes)]), (records, bytes) =>
    {
        Assert.Equal(bytes, Enumerable.Range(0, records.Count).SelectMany(image => (byte[])[records.Labels[image], .. records.Images.AsSpan(image * CifarRecords.ImageBytes, CifarRecords.ImageBytes)]));
        Assert.All(records.Labels, label => Assert.InRange(label, 0, 9));
    }, output, OfAFile, cost: 4);

    // Law: every image of the asked number is there to be copied.
    [Fact]
    public void Png_rows()
    {
        var png = Dataset.PackageMembers().First(member => member.Path.EndsWith(".png", StringComparison.Ordinal)).Content;
        Fuzz.Attack("png rows", [png], bytes => PngBatch.Decode(Put(bytes), TinyDataset.ImagesPerFile), (batch, _) => batch.CopyPlanar(TinyDataset.ImagesPerFile - 1, new byte[CifarRecords.ImageBytes]), output, OfAFile, fault => fault is SourceException, cost: 8);
    }

    // Law: the wanted member lies there, no larger than it may be, and nothing else does.
    [Fact]
    public void Tar_members()
    {
        var wanted = new TarMember("inside/wanted.bin", "wanted.bin", MaximumBytes: 700);
        byte[] content = [.. Enumerable.Range(0, 600).Select(value => (byte)value)];
        var target = Directory.CreateDirectory(_folder["target"]).FullName;
        Fuzz.Attack("tar members", [Unzip(TinyDataset.Tar([("inside/other.bin", content), (wanted.Path, content)]))], bytes =>
        {
            TarMembers.Extract(Put(Zip(bytes)), [wanted], target, CancellationToken.None);
            return target;
        }, (folder, _) =>
        {
            var found = new FileInfo(Assert.Single(Directory.GetFileSystemEntries(folder)));
            Assert.True(found is { Name: "wanted.bin", Length: <= 700 });
            found.Delete();
        }, output, OfAFile + OfAHeader, fault => fault is SourceException, cost: 8);
    }

    // Law: what is taken for a checkpoint is what was saved, header and tensors.
    [Fact]
    public void Checkpoints()
    {
        var metadata = new Dictionary<string, string>
        {
            ["identity_sha256"] = new string('a', 64), ["libtorch_version"] = "2.10.0", ["epoch"] = "2", ["step_in_epoch"] = "3", ["metrics"] = $"12 {new string('b', 64)}",
            ["diagnostics"] = $"0 {new string('c', 64)}", ["elapsed_seconds"] = "1.5", ["attempts"] = "1",
        };
        StoredTensor[] tensors = [new StoredTensor("weights", "U8", [4], new byte[] { 1, 2, 3, 4 })];
        metadata.Add("content_sha256", new SafetensorsFile(tensors, metadata).Digest());
        using var sample = new MemoryStream();
        new SafetensorsFile(tensors, metadata).WriteTo(sample);
        var saved = Checkpoint.Read(Put(sample.ToArray())).Header;
        Fuzz.Attack("checkpoint", [sample.ToArray()], bytes => Checkpoint.Read(Put(bytes)).ToTuple(), (found, _) =>
        {
            Assert.Equal(saved, found.Item1);
            Assert.Equal([1, 2, 3, 4], Assert.Single(found.Item2.Tensors).Bytes.ToArray());
        }, output, OfAFile, cost: 4);
    }

    // Law: written and read again they are the same records.
    [Fact]
    public void Record_logs()
    {
        var record = new MetricRecord { Epoch = 1, Step = 10, Split = Split.Train, Loss = 1.5, Error = 0.5, LearningRate = 0.1, ImagesPerSecond = 100, ElapsedSeconds = 2 };
        var path = _folder["log.jsonl"];
        using (var log = new RecordLog<MetricRecord>(path, LogMark.Start, HarnessJson.Compact.MetricRecord))
        {
            log.Append(record);
            log.Append(record with { Loss = null, Split = Split.Test });
        }

        Fuzz.Attack("record log", [File.ReadAllBytes(path)], bytes => RecordLog<MetricRecord>.Read(Put(bytes), HarnessJson.Compact.MetricRecord).ToList(), (records, _) =>
        {
            File.Delete(path);
            using (var log = new RecordLog<MetricRecord>(path, LogMark.Start, HarnessJson.Compact.MetricRecord))
            {
                records.Take(1).ToList().ForEach(log.Append);
            }

            Assert.Equal(records.Take(1), RecordLog<MetricRecord>.Read(path, HarnessJson.Compact.MetricRecord));
        }, output, OfAFile, cost: 8);
    }

    // Law: the line that says the same is read as the same.
    [Fact]
    public void Worker_messages()
    {
        WorkerMessage[] messages =
        [
            new WorkerMessage.Started(0, 100, 2, null),
            new WorkerMessage.Progress(10, 1, 123.5),
            new WorkerMessage.Measured(new MetricRecord { Epoch = 1, Step = 10, Split = Split.Train, Loss = null, Error = 0.5, LearningRate = 0.1, ImagesPerSecond = 100, ElapsedSeconds = 2 }),
            new WorkerMessage.Finished(RunStatus.Diverged, null, 12),
        ];
        Fuzz.Attack("worker message", Texts([.. messages.Select(message => message.ToLine())]), bytes => WorkerMessage.FromLine(Encoding.UTF8.GetString(bytes)), (message, _) =>
            Assert.Equal(message, WorkerMessage.FromLine(message.ToLine())), output);
    }

    // Law: the line that says the same is read as the same.
    [Fact]
    public void Measurements() => Fuzz.Attack("measurement", Texts(new Measurement(100.5, 0.01, 1000, 1 << 30, true).ToLine()), bytes => Measurement.FromLine(Encoding.UTF8.GetString(bytes)), (read, _) =>
        Assert.Equal(read, Measurement.FromLine(read.ToLine())), output);

    // Law: each seed once, none below 0, no more than 10,000.
    [Fact]
    public void Seed_lists() => Fuzz.Attack("seed list", Texts("3", "1-5", "1,2,5", "1-3,7", "0-9999"), bytes => SeedList.Parse(Encoding.UTF8.GetString(bytes)), (seeds, _) =>
    {
        Assert.InRange(seeds.Count, 0, 10_000);
        Assert.Distinct(seeds);
        Assert.All(seeds, seed => Assert.True(seed >= 0));
    }, output, further: 512 << 10);

    // Law: written and read again it is the same shard, and its number is one of its count.
    [Fact]
    public void Shards() => Fuzz.Attack("shard", Texts("1/1", "2/8", "2147483647/2147483647"), bytes => (object)Shard.Parse(Encoding.UTF8.GetString(bytes)), (read, _) =>
    {
        var shard = (Shard)read;
        Assert.Equal(shard, Shard.Parse(shard.ToString()));
        Assert.InRange(shard.Number, 1, shard.Count);
    }, output);

    // Law: a task's numbers are not below 0, and its words are shown in one line where they came in one.
    [Fact]
    public void Queue_lines() => Fuzz.Attack("squeue line", Texts("17|RUNNING|1:02|node1|None", "17_3|PENDING|0:00||Priority", "9223372036854775807_2147483647|TIMEOUT|1-00:00:00|n[1-2]|None"), bytes => SlurmTask.Parse(Encoding.UTF8.GetString(bytes)), (task, _) =>
    {
        Assert.True(task.Job >= 0 && task.Number is null or >= 0);
        Assert.StartsWith(task.Job.ToString(System.Globalization.CultureInfo.InvariantCulture), task.ToString(), StringComparison.Ordinal);
    }, output);

    // Law: there is a name, whatever it is.
    [Fact]
    public void Cxx_names() => Fuzz.Attack("c++ name", Texts("_ZNK3c105Error4whatEv", "_ZNSt6vectorIiSaIiEE9push_backERKi", "_ZN2at13globalContextEv", "main"), bytes => CxxName.Demangle(Encoding.UTF8.GetString(bytes)), (name, _) => Assert.NotNull(name), output, further: 1 << 20);

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private string Put(byte[] bytes)
    {
        File.WriteAllBytes(_folder["input"], bytes);
        return _folder["input"];
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zipped = new GZipStream(memory, CompressionLevel.NoCompression))
        {
            zipped.Write(bytes);
        }

        return memory.ToArray();
    }

    private static byte[] Unzip(byte[] zipped)
    {
        using var memory = new MemoryStream();
        using (var unzipped = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress))
        {
            unzipped.CopyTo(memory);
        }

        return memory.ToArray();
    }
}
