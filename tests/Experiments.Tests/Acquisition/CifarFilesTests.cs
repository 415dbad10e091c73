using Harness.Contracts;
using Harness.Experiments.Acquisition;

namespace Harness.Experiments.Tests.Acquisition;

public sealed class CifarFilesTests : IDisposable
{
    private static readonly TinyDataset Tiny = new();
    private readonly TemporaryFolder _folder = new();

    private DatasetFolders Folders => new(_folder["local"], _folder["cache"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-bin")]
    public void A_local_folder_may_hold_the_files_or_the_folder_of_the_archive(string inner)
    {
        Tiny.WriteTo(_folder["local", inner]);

        var files = CifarFiles.FindIn(Folders, Tiny.Manifest);

        Assert.Equal(Enumerable.Range(1, 5).Select(number => _folder["local", inner, $"data_batch_{number}.bin"]), files.TrainingBatches);
        Assert.Equal(_folder["local", inner, "test_batch.bin"], files.TestBatch);
        Assert.Equal(Tiny.Manifest.Sha256, files.Sha256);
    }

    [Fact]
    public void A_damaged_local_folder_gives_way_to_the_cache_and_is_reported()
    {
        Tiny.WriteTo(_folder["local"]);
        Tiny.WriteTo(_folder["cache"]);
        Flip(_folder["local", "data_batch_4.bin"], 77);

        var files = CifarFiles.TryFind(Folders, Tiny.Manifest, out var rejected);

        Assert.Equal(_folder["cache"], files?.Folder);
        Assert.Contains("data_batch_4.bin is damaged", Assert.Single(rejected).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_every_file_is_named_with_what_was_expected()
    {
        Tiny.WriteTo(_folder["cache"]);
        Flip(_folder["cache", "data_batch_1.bin"], 0);
        File.Delete(_folder["cache", "data_batch_2.bin"]);
        File.AppendAllText(_folder["cache", "data_batch_3.bin"], "x");

        var fault = Assert.Throws<HarnessException>(() => CifarFiles.FindIn(Folders, Tiny.Manifest));

        Assert.Contains($"published is {Tiny.Manifest.Files[0].Sha256}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("data_batch_2.bin is missing", fault.Message, StringComparison.Ordinal);
        Assert.Contains("data_batch_3.bin has 9,220 bytes, published are 9,219", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet cake --target=Download", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_folder_goes_before_the_variable_and_both_before_the_cache()
    {
        Assert.Equal("/named", Resolve("/named", null, ("CIFAR10_DIR", "/variable")).Local);
        Assert.Equal("/variable", Resolve(null, null, ("CIFAR10_DIR", "/variable")).Local);
        Assert.Null(Resolve(null, null, ("CIFAR10_DIR", "")).Local);
    }

    [Fact]
    public void Data_that_a_published_program_was_carried_with_go_before_the_cache()
    {
        Assert.Null(Resolve(null, null).Carried);
        Tiny.WriteTo(_folder["program", "data", "cifar-10-batches-bin"]);

        var folders = DatasetFolders.Resolve(_folder["named"], _folder["cache"], _ => null, _folder["program"]);

        Assert.Equal([_folder["named"], _folder["program", "data"], _folder["cache"]], folders.InOrder);
        Assert.Equal(_folder["program", "data", "cifar-10-batches-bin"], CifarFiles.FindIn(folders, Tiny.Manifest).Folder);
    }

    [Fact]
    public void A_copy_is_verified_and_found_again()
    {
        Tiny.WriteTo(_folder["local"]);
        var files = CifarFiles.FindIn(Folders, Tiny.Manifest);

        var copy = CifarFiles.Copy(files, _folder["carried"], Tiny.Manifest);

        Assert.Equal(_folder["carried", "cifar-10-batches-bin"], copy.Folder);
        Assert.Equal(copy.Folder, CifarFiles.FindIn(new DatasetFolders(_folder["carried"], _folder["cache"]), Tiny.Manifest).Folder);
    }

    [Fact]
    public void A_copy_of_files_that_changed_meanwhile_is_refused()
    {
        Tiny.WriteTo(_folder["local"]);
        var files = CifarFiles.FindIn(Folders, Tiny.Manifest);
        Flip(files.TestBatch, 5);

        Assert.Contains("test_batch.bin is damaged", Assert.Throws<HarnessException>(() => CifarFiles.Copy(files, _folder["carried"], Tiny.Manifest)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_follows_the_XDG_base_directory_specification()
    {
        Assert.Equal("/named", Resolve(null, "/named", ("XDG_CACHE_HOME", "/xdg")).Cache);
        Assert.Equal("/xdg/harness/cifar-10", Resolve(null, null, ("XDG_CACHE_HOME", "/xdg"), ("HOME", "/home/a")).Cache);
        Assert.Equal("/home/a/.cache/harness/cifar-10", Resolve(null, null, ("HOME", "/home/a")).Cache);

        // "All paths set in these environment variables must be absolute", else they are to be ignored.
        Assert.Equal("/home/a/.cache/harness/cifar-10", Resolve(null, null, ("XDG_CACHE_HOME", "relative"), ("HOME", "/home/a")).Cache);
    }

    internal static void Flip(string path, int offset)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static DatasetFolders Resolve(string? local, string? cache, params (string Name, string Value)[] environment) =>
        DatasetFolders.Resolve(local, cache, name => environment.FirstOrDefault(variable => variable.Name == name).Value, "/program");
}
