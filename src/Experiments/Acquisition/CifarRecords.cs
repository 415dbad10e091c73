using Harness.Contracts;

namespace Harness.Experiments.Acquisition;

/// <summary>Images and labels of CIFAR-10 binary files: each record is one label byte and 3,072 bytes of planar RGB.</summary>
public sealed class CifarRecords
{
    public const int ImageBytes = 3 * 32 * 32;
    public const int RecordBytes = 1 + ImageBytes;
    public const int Classes = 10;

    private CifarRecords(byte[] labels, byte[] images)
    {
        Labels = labels;
        Images = images;
    }

    public int Count => Labels.Length;

    /// <summary><c>[N] uint8</c>, each in 0..9.</summary>
    public byte[] Labels { get; }

    /// <summary><c>[N, 3, 32, 32] uint8</c>, RGB planes, rows from the top.</summary>
    public byte[] Images { get; }

    /// <summary>Reads all records of <paramref name="files"/>, in the order of the files.</summary>
    /// <exception cref="HarnessException">A file cannot be read, its length is not a positive multiple of 3,073, or a label is above 9.</exception>
    public static CifarRecords Read(IEnumerable<string> files)
    {
        var paths = files.ToArray();
        var counts = Array.ConvertAll(paths, CountRecords);
        var total = counts.Sum(count => (long)count);
        if (total * ImageBytes > Array.MaxLength)
        {
            throw new HarnessException($"The files {string.Join(", ", paths)} hold {total} records, more than one array can. CIFAR-10 has 60,000.");
        }

        var records = new CifarRecords(new byte[total], new byte[total * ImageBytes]);
        var first = 0;
        for (var index = 0; index < paths.Length; index++)
        {
            records.Fill(paths[index], first, counts[index]);
            first += counts[index];
        }

        return records;
    }

    private static int CountRecords(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length > 0 && length % RecordBytes == 0 && length / RecordBytes <= int.MaxValue
                ? (int)(length / RecordBytes)
                : throw new HarnessException($"{path} is not a CIFAR-10 binary file: it has {length} bytes, expected a positive multiple of {RecordBytes}. Acquire the data again with `dotnet cake --target=Download`.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }

    private void Fill(string path, int first, int count)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> record = stackalloc byte[RecordBytes];
            for (var index = first; index < first + count; index++)
            {
                stream.ReadExactly(record);
                if (record[0] >= Classes)
                {
                    throw new HarnessException($"{path}, record {index - first}: the label is {record[0]}, expected 0 to {Classes - 1}. The file is damaged; acquire the data again with `dotnet cake --target=Download`.");
                }

                Labels[index] = record[0];
                record[1..].CopyTo(Images.AsSpan(index * ImageBytes, ImageBytes));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }

    private static HarnessException Unreadable(string path, Exception fault) =>
        new($"Cannot read {path}: {fault.Message} Expected a CIFAR-10 binary file; acquire it with `dotnet cake --target=Download`.", fault);
}
