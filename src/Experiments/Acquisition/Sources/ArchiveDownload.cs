using System.Net;
using System.Net.Http.Headers;
using Harness.Contracts.Files;
using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>Downloads one published file over HTTP. A cut is continued where it happened, in this call or the next; only the right bytes are accepted.</summary>
public sealed class ArchiveDownload : IDisposable
{
    private readonly PublishedArchive _archive;
    private readonly TransferLimits _limits;
    private readonly TimeProvider _time;
    private readonly IAcquisitionLog _log;
    private readonly HttpClient _client;

    public ArchiveDownload(PublishedArchive archive, TransferLimits limits, TimeProvider time, IAcquisitionLog log)
    {
        _archive = archive;
        _limits = limits;
        _time = time;
        _log = log;
        var handler = new SocketsHttpHandler { ConnectTimeout = limits.Connect, MaxAutomaticRedirections = 5 };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("harness", "0.1"));
    }

    /// <summary>Brings <paramref name="path"/> to the published length and digest, starting from what it already holds.</summary>
    /// <exception cref="SourceException">The server cannot be reached, stalls, or sends something else. A part of the right file is kept.</exception>
    /// <exception cref="SlowTransferException">The rate stays below the lowest one allowed. What has arrived is kept.</exception>
    public async Task FetchAsync(string path, CancellationToken cancellation)
    {
        var part = new PartialFile(path, _archive.File.Bytes);
        if (part.Length > 0)
        {
            _log.Say($"Continuing {_archive.File.Name} at {Quantities.Megabytes(part.Length)}.");
        }

        while (true)
        {
            var continued = part.Length > 0;
            try
            {
                await CompleteAsync(part, cancellation);
            }
            finally
            {
                _log.EndTransfer(_archive.File.Name);
            }

            var found = ContentDigest.OfFile(path);
            if (found == _archive.File.Sha256)
            {
                return;
            }

            part.Discard();
            var difference = $"the SHA-256 of {_archive.File.Name} is {found}, published is {_archive.File.Sha256}";
            if (!continued)
            {
                throw new SourceException($"{difference}; it was discarded");
            }

            // The part from an earlier call may have been the wrong one, so a fresh start has a chance; a second one has none.
            _log.Say($"The continued download is not the published file: {difference}. Starting it over.");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task CompleteAsync(PartialFile part, CancellationToken cancellation)
    {
        for (var cuts = 0; part.Length < part.Total;)
        {
            try
            {
                await ReceiveAsync(part, cancellation);
            }
            catch (ConnectionCutException fault)
            {
                if (++cuts > _limits.Cuts)
                {
                    throw new SourceException($"the connection broke {cuts} times, at last at {Quantities.Megabytes(part.Length)}: {fault.Message}", fault);
                }

                _log.Say($"The connection broke at {Quantities.Megabytes(part.Length)} ({fault.Message}); continuing.");
            }
        }
    }

    private async Task ReceiveAsync(PartialFile part, CancellationToken cancellation)
    {
        using var stall = new CancellationTokenSource(_limits.Connect + _limits.Stall, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _archive.Address);
            if (part.Length > 0)
            {
                request.Headers.Range = new RangeHeaderValue(part.Length, null);
                if (part.EntityTag is { } tag)
                {
                    request.Headers.IfRange = new RangeConditionHeaderValue(tag);
                }
            }

            using var response = await SendAsync(request, either.Token);
            if (!Accept(response, part))
            {
                return;
            }

            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            await AppendAsync(body, part, stall, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException($"no byte came for {Quantities.Duration(_limits.Stall)}, at {Quantities.Megabytes(part.Length)} of {Quantities.Megabytes(part.Total)}");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException fault)
        {
            var what = fault.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError ? "the host cannot be reached" : "the request failed";
            throw new SourceException($"{what}: {fault.Message}", fault);
        }
        catch (TaskCanceledException fault) when (fault.InnerException is TimeoutException)
        {
            throw new SourceException($"the host did not accept a connection within {Quantities.Duration(_limits.Connect)}", fault);
        }
    }

    /// <summary>Judges the answer before its body is read; false when the part had to be discarded and the request has to be made again.</summary>
    private bool Accept(HttpResponseMessage response, PartialFile part)
    {
        var content = response.Content.Headers;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when content.ContentRange?.From == part.Length && (content.ContentRange.Length ?? part.Total) == part.Total:
                return true;

            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when part.Length > 0:
                _log.Say($"The server has no continuation of what is here (it offers '{content.ContentRange}'). Starting over.");
                part.Discard();
                return false;

            case HttpStatusCode.OK:
                break;

            default:
                throw new SourceException($"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
        }

        if (content.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
        {
            throw new SourceException("the server answered with a web page (HTML) instead of the archive");
        }

        if (content.ContentLength is { } length && length != part.Total)
        {
            throw new SourceException($"the server offers {length:N0} bytes, published are {part.Total:N0}");
        }

        if (part.Length > 0)
        {
            _log.Say("The server sends the file from its start. Starting over.");
            part.Discard();
        }

        part.EntityTag = response.Headers.ETag;
        return true;
    }

    private async Task AppendAsync(Stream body, PartialFile part, CancellationTokenSource stall, CancellationToken cancellation)
    {
        var rate = new TransferRate(_limits.RateWindow, _time);
        var buffer = new byte[1 << 17];
        await using var file = part.OpenAppend();
        _log.Transferring(_archive.File.Name, part.Length, part.Total);
        rate.Note(part.Length);
        while (part.Length < part.Total)
        {
            stall.CancelAfter(_limits.Stall);
            var count = await ReadAsync(body, buffer, cancellation);
            if (count == 0)
            {
                throw new ConnectionCutException("the server ended the file early");
            }

            if (part.Length + count > part.Total)
            {
                throw new SourceException($"the server sends more than the published {part.Total:N0} bytes");
            }

            if (part.Length == 0 && buffer[0] != 0x1f)
            {
                throw new SourceException($"what the server sends is not a gzip archive; it starts with \"{Printable(buffer.AsSpan(0, Math.Min(count, 40)))}\"");
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            part.Length += count;
            _log.Transferring(_archive.File.Name, part.Length, part.Total);
            rate.Note(part.Length);
            if (rate.IsSettled && rate.BytesPerSecond < _limits.LowestRate)
            {
                throw new SlowTransferException($"it sends {Quantities.Rate(rate.BytesPerSecond!.Value)}; the rest would take {Quantities.Duration(rate.Remaining(part.Total) ?? TimeSpan.MaxValue)}");
            }
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (IOException fault)
        {
            // Only reading is the network's fault; a disk that is full must not look like a broken connection.
            throw new ConnectionCutException(fault.Message);
        }
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var index = 0; index < text.Length; index++)
        {
            text[index] = bytes[index] is >= 32 and < 127 ? (char)bytes[index] : '.';
        }

        return new string(text);
    }

    private sealed class ConnectionCutException(string message) : Exception(message);
}
