using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Contracts.Files;

namespace Harness.Contracts.Tests.Files;

public sealed class SafetensorsFileTests
{
    private static readonly SafetensorsFile Sample = new(
        [
            new StoredTensor("weights", "F32", [2, 3], Enumerable.Range(0, 24).Select(value => (byte)value).ToArray()),
            new StoredTensor("count", "I64", [], new byte[8]),
            new StoredTensor("empty", "U8", [0], Array.Empty<byte>()),
        ],
        new Dictionary<string, string> { ["format"] = "pt" });

    private static readonly byte[] SampleBytes = Bytes(Sample);

    [Fact]
    public void What_is_written_is_read()
    {
        var read = SafetensorsFile.Parse(SampleBytes, "sample");
        Assert.Equal(Sample.Metadata, read.Metadata);
        Assert.Equal(Sample.Tensors.Select(tensor => (tensor.Name, tensor.Type)), read.Tensors.Select(tensor => (tensor.Name, tensor.Type)));
        Assert.Equal(Sample["weights"].Bytes.ToArray(), read["weights"].Bytes.ToArray());
        Assert.Equal([2, 3], read["weights"].Shape);
    }

    [Fact]
    public void The_data_begin_at_a_multiple_of_eight() => Assert.Equal(0, BitConverter.ToInt64(SampleBytes) % 8);

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < SampleBytes.Length; length++)
        {
            var part = SampleBytes[..length];
            Assert.Throws<HarnessException>(() => SafetensorsFile.Parse(part, "part"));
        }
    }

    // As the format's own reader does: a byte that is nobody's, or two tensors', could hide anything.
    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""", "begins at 3, where the one before it ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[3],"data_offsets":[2,5]}}""", "begins at 2, where the one before it ends at 3")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[3],"data_offsets":[2,5]}}""", "two tensors 'a'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "take 4 of 5 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1152921504606846976,16],"data_offsets":[0,5]}}""", "does not take 5 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}""", "header is damaged")]
    public void Every_byte_belongs_to_one_tensor_of_its_own_name(string header, string reason)
    {
        byte[] bytes = [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), 1, 2, 3, 4, 5];
        Assert.Contains(reason, Assert.Throws<HarnessException>(() => SafetensorsFile.Parse(bytes, "sample")).Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 2_000)]
    public Property A_changed_byte_is_read_or_refused_but_never_crashes() => Prop.ForAll(
        Gen.Choose(0, SampleBytes.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(),
        change =>
        {
            var bytes = (byte[])SampleBytes.Clone();
            bytes[change.Item1] = (byte)change.Item2;
            try
            {
                SafetensorsFile.Parse(bytes, "changed");
            }
            catch (HarnessException)
            {
                // Refused with a sentence: as it should be.
            }
        });

    private static byte[] Bytes(SafetensorsFile file)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("harness-").FullName, "sample.safetensors");
        file.Write(path);
        var bytes = File.ReadAllBytes(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return bytes;
    }
}
