using FsCheck.Xunit;
using Harness.Contracts;
using Harness.Experiments.Acquisition;

namespace Harness.Experiments.Tests.Acquisition;

public sealed class CifarRecordsTests : IDisposable
{
    private static readonly TinyDataset Tiny = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_come_in_the_order_of_the_files()
    {
        Tiny.WriteTo(_folder.Path);
        string[] names = ["data_batch_2.bin", "test_batch.bin"];

        var records = CifarRecords.Read(names.Select(name => _folder[name]));

        byte[] joined = [.. names.SelectMany(name => Tiny.Files[name])];
        Assert.Equal(2 * TinyDataset.ImagesPerFile, records.Count);
        Assert.Equal(joined.Where((_, index) => index % 3073 == 0), records.Labels);
        Assert.Equal(joined.Where((_, index) => index % 3073 != 0), records.Images);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3074)]
    public void A_length_that_is_no_whole_number_of_records_is_refused(int length)
    {
        File.WriteAllBytes(_folder["batch.bin"], new byte[length]);

        var fault = Assert.Throws<HarnessException>(() => CifarRecords.Read([_folder["batch.bin"]]));

        Assert.Contains($"it has {length} bytes, expected a positive multiple of 3073", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_above_9_is_named_with_its_record()
    {
        byte[] bytes = [.. Tiny.Files["data_batch_1.bin"]];
        bytes[3073] = 10;
        File.WriteAllBytes(_folder["batch.bin"], bytes);

        var fault = Assert.Throws<HarnessException>(() => CifarRecords.Read([_folder["batch.bin"]]));

        Assert.Contains("record 1: the label is 10", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("absent.bin", Assert.Throws<HarnessException>(() => CifarRecords.Read([_folder["absent.bin"]])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_in_place_of_a_file_is_refused() =>
        Assert.Throws<HarnessException>(() => CifarRecords.Read([_folder.Path]));

    [Property(MaxTest = 300)]
    public void Any_bytes_are_read_as_they_are_or_refused_with_a_reason(byte[] bytes, byte copies)
    {
        // Whole records are rare among random lengths, so half of the cases are cut to them.
        var length = copies % 2 == 0 ? bytes.Length : 3073 * (1 + (copies % 5));
        var content = Enumerable.Range(0, length).Select(index => bytes.Length == 0 ? (byte)0 : bytes[index % bytes.Length]).ToArray();
        File.WriteAllBytes(_folder["batch.bin"], content);
        var labels = content.Where((_, index) => index % 3073 == 0).ToArray();
        var isGood = length > 0 && length % 3073 == 0 && labels.All(label => label <= 9);

        try
        {
            var records = CifarRecords.Read([_folder["batch.bin"]]);

            Assert.True(isGood);
            Assert.Equal(labels, records.Labels);
        }
        catch (HarnessException)
        {
            Assert.False(isGood);
        }
    }
}
