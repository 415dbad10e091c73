using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Contracts.Tests.Files;

public sealed class RegularFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_named_pipe_in_a_records_place_is_refused_and_not_waited_for() => await Refused(MakePipe(), "is empty, or is no regular file");

    [Fact]
    public async Task A_device_in_a_records_place_is_refused_and_not_read_for_ever() =>
        await Refused(Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), "/dev/zero").FullName, "is empty, or is no regular file");

    [Fact]
    public async Task A_folder_in_a_records_place_is_no_record() => await Refused(_folder, "There is no ");

    [Fact]
    public async Task A_named_pipe_in_a_tensor_files_place_is_refused_and_not_waited_for()
    {
        var pipe = MakePipe();
        Assert.Contains("it has 0 bytes", (await Assert.ThrowsAsync<HarnessException>(() => NamedPipe.Soon(() => SafetensorsFile.Read(pipe)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_has_the_digest_of_nothing_and_no_lines()
    {
        var pipe = MakePipe();
        Assert.Equal(ContentDigest.OfBytes([]), await NamedPipe.Soon(() => ContentDigest.OfFile(pipe)));
        Assert.Empty(await NamedPipe.Soon(() => RegularFile.ReadLines(pipe, "pipe").ToList()));
    }

    [Fact]
    public void A_link_leads_to_the_file_behind_it()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "one\ntwo\n");
        var link = File.CreateSymbolicLink(Path.Combine(_folder, "second"), File.CreateSymbolicLink(Path.Combine(_folder, "first"), file).FullName).FullName;

        Assert.Equal(8, RegularFile.LengthOf(link));
        Assert.Equal(["one", "two"], RegularFile.ReadLines(link, "link"));
        Assert.Equal("one\ntwo\n"u8, RegularFile.ReadAllBytes(link));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xff, (byte)'\n' })]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'a', 0 })]
    public void Lines_that_are_not_UTF_8_are_refused_and_not_read_as_others(byte[] bytes)
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllBytes(file, bytes);
        var fault = Assert.Throws<HarnessException>(() => RegularFile.ReadLines(file, "metrics.jsonl").ToList());
        Assert.StartsWith("metrics.jsonl, line 1 or soon after, is not UTF-8.", fault.Message, StringComparison.Ordinal);
    }

    private static async Task Refused(string path, string reason) => Assert.Contains(
        reason,
        (await Assert.ThrowsAsync<HarnessException>(() => NamedPipe.Soon(() => RecordFile.Read(path, HarnessJson.Default.Plan, Plan.SchemaName)))).Message,
        StringComparison.Ordinal);

    private string MakePipe() => NamedPipe.At(Path.Combine(_folder, "pipe"));
}
