using Harness.Contracts;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Acquisition.Progress;
using Harness.Experiments.Acquisition.Sources;

namespace Harness.Experiments.Tests.Acquisition;

public sealed class DatasetAcquisitionTests : IDisposable
{
    private static readonly TinyDataset Tiny = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string Installed => _folder["cache", Tiny.Manifest.Folder];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_source_that_gives_the_published_bytes_is_used()
    {
        using var server = new LoopbackServer(new Answer("HTTP/1.1 404 Not Found\nContent-Length: 0\nConnection: close", []));
        var unused = new Source("unused", Tiny.WriteTo);

        var files = await EnsureAsync(Official(server), new Source("good", Tiny.WriteTo), unused);

        Assert.Equal(Installed, files.Folder);
        Assert.Contains("404 Not Found", _log.Text, StringComparison.Ordinal);
        Assert.Equal(0, unused.Calls);
        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task The_official_archive_is_downloaded_unpacked_and_removed()
    {
        using var server = new LoopbackServer(Answer.Ok(Tiny.Archive));

        await EnsureAsync(Official(server));

        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task A_copy_that_is_there_is_used_and_no_source_asked()
    {
        Tiny.WriteTo(_folder["cache"]);
        var unused = new Source("unused", Tiny.WriteTo);

        var files = await EnsureAsync(unused);

        Assert.Equal(_folder["cache"], files.Folder);
        Assert.Equal(0, unused.Calls);
        Assert.Equal("", _log.Text);
    }

    [Fact]
    public async Task Wrong_bytes_are_never_installed()
    {
        var wrong = new Source("wrong", target =>
        {
            Tiny.WriteTo(target);
            CifarFilesTests.Flip(Path.Combine(target, "test_batch.bin"), 5);
        });

        var fault = await Assert.ThrowsAsync<HarnessException>(() => EnsureAsync(wrong));

        Assert.Contains("test_batch.bin is damaged", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Installed));
    }

    [Fact]
    public async Task All_reasons_and_the_way_out_are_told_when_no_source_works()
    {
        var fault = await Assert.ThrowsAsync<HarnessException>(() => EnsureAsync(Failing("first", "it rains"), Failing("second", "it snows")));

        Assert.Contains("  1. first: it rains.\n  2. second: it snows.\n", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--data or CIFAR10_DIR", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Tiny.Manifest.Archive.Address.ToString(), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_source_leaves_the_cache_as_it_was()
    {
        Tiny.WriteTo(Installed);
        CifarFilesTests.Flip(Path.Combine(Installed, "test_batch.bin"), 5);
        File.WriteAllText(_folder["cache", "somebody's notes"], "keep");
        var before = Snapshot();

        await Assert.ThrowsAsync<HarnessException>(() => EnsureAsync(Failing("only", "it rains")));

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_healed()
    {
        Tiny.WriteTo(Installed);
        CifarFilesTests.Flip(Path.Combine(Installed, "data_batch_3.bin"), 4000);

        await EnsureAsync(new Source("good", Tiny.WriteTo));

        Assert.Contains("data_batch_3.bin is damaged: its SHA-256 is", _log.Text, StringComparison.Ordinal);
        Assert.Contains($"published is {Tiny.Manifest.Files[2].Sha256}", _log.Text, StringComparison.Ordinal);
        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task Damaged_files_that_lie_in_the_cache_itself_are_healed_too()
    {
        Tiny.WriteTo(_folder["cache"]);
        CifarFilesTests.Flip(_folder["cache", "data_batch_3.bin"], 4000);

        var files = await EnsureAsync(new Source("good", Tiny.WriteTo));

        Assert.Equal(Installed, files.Folder);
    }

    [Fact]
    public async Task A_damaged_local_folder_is_reported_and_left_alone()
    {
        Tiny.WriteTo(_folder["local"]);
        CifarFilesTests.Flip(_folder["local", "data_batch_1.bin"], 1);
        var before = File.ReadAllBytes(_folder["local", "data_batch_1.bin"]);

        var files = await EnsureAsync(new DatasetFolders(_folder["local"], _folder["cache"]), new Source("good", Tiny.WriteTo));

        Assert.Equal(Installed, files.Folder);
        Assert.Contains($"{_folder["local"]}: data_batch_1.bin is damaged", _log.Text, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["local", "data_batch_1.bin"]));
    }

    [Fact]
    public async Task The_packed_archive_in_a_local_folder_is_a_source()
    {
        Directory.CreateDirectory(_folder["local"]);
        File.WriteAllBytes(_folder["local", Tiny.Manifest.Archive.File.Name], Tiny.Archive);

        await EnsureAsync(new DatasetFolders(_folder["local"], _folder["cache"]), new LocalArchiveSource(Tiny.Manifest, _folder["local"]));

        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task A_local_folder_without_files_and_archive_is_told_so()
    {
        Directory.CreateDirectory(_folder["local"]);

        var fault = await Assert.ThrowsAsync<HarnessException>(
            () => EnsureAsync(new DatasetFolders(_folder["local"], _folder["cache"]), new LocalArchiveSource(Tiny.Manifest, _folder["local"])));

        Assert.Contains("neither the published files nor tiny.tar.gz", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_waits_and_then_finds_the_files_there()
    {
        using var fetching = new SemaphoreSlim(0);
        using var mayFinish = new SemaphoreSlim(0);
        var slow = new Source("slow", target =>
        {
            fetching.Release();
            mayFinish.Wait();
            Tiny.WriteTo(target);
        });
        var unused = new Source("unused", Tiny.WriteTo);

        var first = Task.Run(() => EnsureAsync(slow));
        await fetching.WaitAsync();
        var second = Task.Run(() => EnsureAsync(unused));
        while (!_log.Text.Contains("Another process is acquiring The tiny set", StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }

        mayFinish.Release();

        Assert.Equal((await first).Folder, (await second).Folder);
        Assert.Equal(0, unused.Calls);
    }

    [Fact]
    public async Task An_install_that_was_cut_short_is_finished_without_a_source()
    {
        Tiny.WriteTo(_folder["cache", ".partial", Tiny.Manifest.Folder]);

        await EnsureAsync(Failing("offline", "it rains"));

        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task A_part_of_the_archive_survives_a_failed_call_and_is_continued_by_the_next()
    {
        var half = Tiny.Archive.Length / 2;
        using var server = new LoopbackServer(Answer.Ok(Tiny.Archive[..half], Tiny.Archive.Length), Answer.Rest(Tiny.Archive, half));

        await Assert.ThrowsAsync<HarnessException>(() => EnsureAsync(Official(server, new TransferLimits { Cuts = 0 })));
        await EnsureAsync(Official(server));

        Assert.Contains($"Range: bytes={half}-", server.Requests[1], StringComparison.Ordinal);
        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task A_slow_host_is_waited_for_when_nothing_else_works()
    {
        using var server = new LoopbackServer(
            Answer.Ok(Tiny.Archive) with { PieceBytes = 50, PieceDelay = TimeSpan.FromMilliseconds(20) },
            Answer.Ok(Tiny.Archive));
        var limits = new TransferLimits { LowestRate = 1e9, RateWindow = TimeSpan.FromMilliseconds(50) };

        await EnsureAsync(Official(server, limits), Failing("second", "it rains"));

        Assert.Equal(2, server.Requests.Length);
        AssertOnlyTheInstalledFiles();
    }

    [Fact]
    public async Task A_cache_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder["cache"], "a file where the folder should be");

        var fault = await Assert.ThrowsAsync<HarnessException>(() => EnsureAsync(new Source("good", Tiny.WriteTo)));

        Assert.Contains($"Cannot fill the cache folder {_folder["cache"]}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_ends_the_call_because_no_other_source_can_help()
    {
        var full = new Source("full", _ => throw new IOException("No space left on device."));
        var unused = new Source("unused", Tiny.WriteTo);

        var fault = await Assert.ThrowsAsync<HarnessException>(() => EnsureAsync(full, unused));

        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, unused.Calls);
    }

    private static Source Failing(string name, string reason) => new(name, _ => throw new SourceException(reason));

    private static ArchiveSource Official(LoopbackServer server, TransferLimits? limits = null) =>
        new(
            Tiny.Manifest with { Archive = Tiny.Manifest.Archive with { Address = server.Address } },
            limits ?? new TransferLimits { Stall = TimeSpan.FromSeconds(60), LowestRate = 0 },
            TimeProvider.System);

    private Task<CifarFiles> EnsureAsync(params IDatasetSource[] sources) => EnsureAsync(new DatasetFolders(null, _folder["cache"]), sources);

    private Task<CifarFiles> EnsureAsync(DatasetFolders folders, params IDatasetSource[] sources) =>
        new DatasetAcquisition(Tiny.Manifest, folders, sources, _log, TimeProvider.System).EnsureAsync(CancellationToken.None);

    private void AssertOnlyTheInstalledFiles()
    {
        Assert.Equal([".lock", Tiny.Manifest.Folder], Directory.GetFileSystemEntries(_folder["cache"]).Select(Path.GetFileName).Order());
        Assert.Equal(Tiny.Files.Keys.Order(), Directory.GetFileSystemEntries(Installed).Select(Path.GetFileName).Order());
        Assert.All(Tiny.Files, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(Installed, file.Key))));
    }

    /// <summary>Every file of the cache with its content, without the lock and the work folder, which hold no data.</summary>
    private string[] Snapshot() =>
        [.. Directory.GetFiles(_folder["cache"], "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Order()
            .Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}")];

    /// <summary>A source that does what it is told.</summary>
    private sealed class Source(string name, Action<string> fill) : IDatasetSource
    {
        public string Name => name;

        public int Calls { get; private set; }

        public Task FetchAsync(string targetFolder, string workFolder, IAcquisitionLog _log, CancellationToken cancellation)
        {
            Calls++;
            fill(targetFolder);
            return Task.CompletedTask;
        }
    }
}
