using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Experiments.Acquisition;
using Harness.Experiments.Acquisition.Sources;

namespace Harness.Experiments.Tests.Acquisition.Sources;

public sealed class ArchiveDownloadTests : IDisposable
{
    private static readonly TinyDataset Tiny = new();
    private static readonly byte[] Whole = Tiny.Archive;
    private static readonly int Half = Whole.Length / 2;

    // Long enough that a busy machine is not taken for a stalled server.
    private static readonly TransferLimits Patient = new() { Stall = TimeSpan.FromSeconds(60), LowestRate = 0 };

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string Part => _folder["tiny.tar.gz.partial"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_whole_file_arrives()
    {
        using var server = new LoopbackServer(Answer.Ok(Whole));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
        Assert.Equal(Whole.Length, _log.Transferred);
    }

    [Fact]
    public async Task A_cut_is_continued_where_it_happened_and_only_on_the_same_version()
    {
        using var server = new LoopbackServer(Answer.Ok(Whole[..Half], Whole.Length, "\nETag: \"v1\""), Answer.Rest(Whole, Half));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
        Assert.Contains($"Range: bytes={Half}-", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("If-Range: \"v1\"", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("The connection broke", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_part_of_an_earlier_call_is_continued()
    {
        File.WriteAllBytes(Part, Whole[..Half]);
        using var server = new LoopbackServer(Answer.Rest(Whole, Half));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_complete_file_is_not_asked_for_again()
    {
        File.WriteAllBytes(Part, Whole);

        await FetchAsync(LoopbackServer.RefusingAddress());

        Assert.Equal(Whole, File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task A_damaged_part_is_discarded_and_the_file_started_over_once()
    {
        var damaged = Whole[..Half];
        damaged[Half / 2] ^= 1;
        File.WriteAllBytes(Part, damaged);
        using var server = new LoopbackServer(Answer.Rest(Whole, Half), Answer.Ok(Whole));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
        Assert.Contains("Starting it over", _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Range:", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_starts_over()
    {
        File.WriteAllBytes(Part, Whole[..Half]);
        using var server = new LoopbackServer(Answer.Ok(Whole));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
        Assert.Contains("from its start", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_that_the_server_refuses_starts_over()
    {
        File.WriteAllBytes(Part, Whole[..Half]);
        using var server = new LoopbackServer(new("HTTP/1.1 416 Range Not Satisfiable\nContent-Length: 0\nConnection: close", []), Answer.Ok(Whole));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_is_given_up_and_the_part_kept()
    {
        using var server = new LoopbackServer(Answer.Ok(Whole[..Half], Whole.Length), Answer.Rest(Whole, Half) with { Body = [] });

        var fault = await RefusedAsync(server.Address, Patient with { Cuts = 3 });

        Assert.Contains("the connection broke 4 times", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Half, new FileInfo(Part).Length);
    }

    [Fact]
    public async Task A_stalled_server_is_left_and_the_part_kept()
    {
        using var server = new LoopbackServer(Answer.Ok(Whole[..Half], Whole.Length) with { ThenHangs = true });

        var fault = await RefusedAsync(server.Address, Patient with { Stall = TimeSpan.FromSeconds(1) });

        Assert.Contains("no byte came for 1 s", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Whole[..Half], File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left()
    {
        using var server = new LoopbackServer(new Answer("HTTP/1.1 100 Continue", []) { ThenHangs = true });

        var fault = await RefusedAsync(server.Address, Patient with { Connect = TimeSpan.FromSeconds(0.5), Stall = TimeSpan.FromSeconds(0.5) });

        Assert.Contains("no byte came", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_server_is_left_for_faster_ones_and_the_part_kept()
    {
        using var server = new LoopbackServer(Answer.Ok(Whole) with { PieceBytes = 50, PieceDelay = TimeSpan.FromMilliseconds(20) });
        var impatient = Patient with { LowestRate = 1e9, RateWindow = TimeSpan.FromMilliseconds(100) };
        using var download = Download(server.Address, impatient);

        var fault = await Assert.ThrowsAsync<SlowTransferException>(() => download.FetchAsync(Part, CancellationToken.None));

        Assert.Contains("kB/s", fault.Message, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Part).Length, 1, Whole.Length - 1);
    }

    [Fact]
    public async Task Wrong_bytes_are_named_by_their_digest_and_discarded()
    {
        byte[] wrong = [.. Whole];
        wrong[Half] ^= 1;
        using var server = new LoopbackServer(Answer.Ok(wrong));

        var fault = await RefusedAsync(server.Address, Patient);

        Assert.Contains(Tiny.Manifest.Archive.File.Sha256, fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task A_web_page_with_status_200_is_recognised_by_its_type()
    {
        using var server = new LoopbackServer(new Answer("HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nConnection: close", "<html>We will be back</html>"u8.ToArray()));

        var fault = await RefusedAsync(server.Address, Patient);

        Assert.Contains("web page", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_that_claims_to_be_an_archive_is_recognised_by_its_first_bytes()
    {
        var page = Encoding.ASCII.GetBytes("<!DOCTYPE html><html>We will be back</html>".PadRight(Whole.Length));
        using var server = new LoopbackServer(Answer.Ok(page));

        var fault = await RefusedAsync(server.Address, Patient);

        Assert.Contains("it starts with \"<!DOCTYPE html>", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_length_is_refused_before_anything_is_read()
    {
        using var server = new LoopbackServer(Answer.Ok([.. Whole, 0]));

        var fault = await RefusedAsync(server.Address, Patient);

        Assert.Contains("the server offers", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task A_body_without_announced_length_cannot_grow_past_the_published_one()
    {
        using var server = new LoopbackServer(new Answer("HTTP/1.1 200 OK\nConnection: close", [.. Whole, 0]));

        var fault = await RefusedAsync(server.Address, Patient);

        Assert.Contains("more than the published", fault.Message, StringComparison.Ordinal);
        Assert.True(!File.Exists(Part) || new FileInfo(Part).Length <= Whole.Length);
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        using var target = new LoopbackServer(Answer.Ok(Whole));
        using var server = new LoopbackServer(new Answer($"HTTP/1.1 302 Found\nLocation: {target.Address}\nContent-Length: 0\nConnection: close", []));

        await FetchAsync(server.Address);

        Assert.Equal(Whole, File.ReadAllBytes(Part));
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("503 Service Unavailable")]
    public async Task An_error_status_is_named(string status)
    {
        using var server = new LoopbackServer(new Answer($"HTTP/1.1 {status}\nContent-Length: 0\nConnection: close", []));

        var fault = await RefusedAsync(server.Address, Patient);

        Assert.Contains($"the server answered {status}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_is_named()
    {
        var fault = await RefusedAsync(LoopbackServer.RefusingAddress(), Patient);

        Assert.Contains("the host cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_drops_packets_costs_the_connection_time_and_no_more()
    {
        // A full queue of connections that nobody accepts: the kernel drops what comes next, as a firewall would.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 0);
        var address = (IPEndPoint)listener.LocalEndpoint;
        var queue = new List<TcpClient>();
        var connecting = Task.CompletedTask;
        while (connecting.IsCompletedSuccessfully)
        {
            queue.Add(new TcpClient());
            connecting = queue[^1].ConnectAsync(address);
            await Task.WhenAny(connecting, Task.Delay(300));
        }

        var fault = await RefusedAsync(new Uri($"http://{address}/tiny.tar.gz"), Patient with { Connect = TimeSpan.FromSeconds(0.5) });

        Assert.Contains("did not accept a connection within", fault.Message, StringComparison.Ordinal);
        queue.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Stopping_keeps_the_part()
    {
        using var server = new LoopbackServer(Answer.Ok(Whole[..Half], Whole.Length) with { ThenHangs = true });
        using var download = Download(server.Address, Patient);
        using var stop = new CancellationTokenSource();

        var fetching = download.FetchAsync(Part, stop.Token);
        while (_log.Transferred < Half)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        Assert.Equal(Whole[..Half], File.ReadAllBytes(Part));
    }

    private async Task FetchAsync(Uri address)
    {
        using var download = Download(address, Patient);
        await download.FetchAsync(Part, CancellationToken.None);
    }

    private async Task<SourceException> RefusedAsync(Uri address, TransferLimits limits)
    {
        using var download = Download(address, limits);
        return await Assert.ThrowsAsync<SourceException>(() => download.FetchAsync(Part, CancellationToken.None));
    }

    private ArchiveDownload Download(Uri address, TransferLimits limits) =>
        new(new PublishedArchive(address, Tiny.Manifest.Archive.File), limits, TimeProvider.System, _log);
}
