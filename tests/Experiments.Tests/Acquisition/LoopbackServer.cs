using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harness.Experiments.Tests.Acquisition;

/// <summary>An HTTP server on this machine that misbehaves as told: the n-th request gets the n-th answer, later ones the last.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Answer[] _answers;
    private readonly Task _serving;

    public LoopbackServer(params Answer[] answers)
    {
        _answers = answers;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/tiny.tar.gz");

    /// <summary>The heads of all requests so far, in order.</summary>
    public string[] Requests => [.. _requests];

    /// <summary>An address on this machine at which nothing listens.</summary>
    public static Uri RefusingAddress()
    {
        using var server = new LoopbackServer();
        return server.Address;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.Wait();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        for (var index = 0; !_stop.IsCancellationRequested; index++)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client, _answers[Math.Min(index, _answers.Length - 1)]);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The test is over, or the client went away on purpose.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, Answer answer)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            head.AppendLine(line);
        }

        _requests.Enqueue(head.ToString());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), _stop.Token);
        foreach (var piece in answer.Body.Chunk(answer.PieceBytes))
        {
            await stream.WriteAsync(piece, _stop.Token);
            if (answer.PieceDelay > TimeSpan.Zero)
            {
                await Task.Delay(answer.PieceDelay, _stop.Token);
            }
        }

        if (answer.ThenHangs)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }
}

/// <summary>What one request is answered with; the connection is closed after the body unless it hangs.</summary>
public sealed record Answer(string Head, byte[] Body)
{
    public bool ThenHangs { get; init; }

    public int PieceBytes { get; init; } = 1 << 16;

    public TimeSpan PieceDelay { get; init; }

    /// <summary>200 with <paramref name="body"/>, of which <paramref name="announced"/> bytes are announced.</summary>
    public static Answer Ok(byte[] body, long? announced = null, string more = "") =>
        new($"HTTP/1.1 200 OK\nContent-Type: application/x-gzip\nContent-Length: {announced ?? body.Length}\nConnection: close{more}", body);

    /// <summary>206 with the bytes of <paramref name="whole"/> from <paramref name="from"/> on.</summary>
    public static Answer Rest(byte[] whole, int from) =>
        new($"HTTP/1.1 206 Partial Content\nContent-Range: bytes {from}-{whole.Length - 1}/{whole.Length}\nContent-Length: {whole.Length - from}\nConnection: close", whole[from..]);
}
