using System.Diagnostics;
using Harness.Experiments.Acquisition.Progress;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>Fetches packages with the npm client, from whatever registry that client is set up for.</summary>
/// <param name="environment">Looks up an environment variable; only <c>PATH</c> is asked for.</param>
/// <param name="stall">Longest time in which nothing may arrive.</param>
public sealed class NpmClient(Func<string, string?> environment, TimeSpan stall, TimeProvider time)
{
    private const int CommandNotFound = 127;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs <c>npm pack</c>. No script of the package is run.</summary>
    /// <param name="specifier">Name and exact version.</param>
    /// <param name="file">The tarball that is expected.</param>
    /// <param name="folder">An empty folder, for the tarball and for npm's own files.</param>
    /// <returns>The path of the tarball; its content is not verified.</returns>
    /// <exception cref="SourceException">npm or Node.js is missing, npm fails, or nothing arrives for too long.</exception>
    public async Task<string> PackAsync(string specifier, PublishedFile file, string folder, IAcquisitionLog log, CancellationToken cancellation)
    {
        var program = ExecutableSearch.Find("npm", environment("PATH"))
            ?? throw new SourceException("npm is not on the PATH; install Node.js 20 or later, which brings it");

        // npm shows no progress of its own and writes the tarball at the very end. A cache of its own makes the growth visible and keeps 139 MB out of the user's.
        var cache = Path.Combine(folder, "npm-cache");
        Directory.CreateDirectory(cache);
        using var process = Start(program, folder,
            ["pack", specifier, "--pack-destination", folder, "--cache", cache, "--ignore-scripts", "--loglevel=error", "--logs-max=0",
             "--no-update-notifier", "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"]);
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellation);
            var ignored = process.StandardOutput.ReadToEndAsync(cancellation);
            await WatchAsync(process, file, cache, log, cancellation);
            await ignored;
            Judge(process.ExitCode, await said);
        }
        finally
        {
            log.EndTransfer(file.Name);
            Stop(process);
            Leftovers.Remove(cache);
        }

        var tarball = Path.Combine(folder, file.Name);
        return File.Exists(tarball) ? tarball : throw new SourceException($"npm ended without an error but left no {file.Name}");
    }

    private static Process Start(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start) ?? throw new SourceException($"{program} did not start");
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new SourceException($"{program} cannot be started: {fault.Message}", fault);
        }
    }

    private async Task WatchAsync(Process process, PublishedFile file, string cache, IAcquisitionLog log, CancellationToken cancellation)
    {
        var seen = -1L;
        var changed = time.GetTimestamp();
        while (!process.HasExited)
        {
            var arrived = LargestFile(cache);
            if (arrived != seen)
            {
                (seen, changed) = (arrived, time.GetTimestamp());
                log.Transferring(file.Name, Math.Min(arrived, file.Bytes), file.Bytes);
            }
            else if (time.GetElapsedTime(changed) > stall)
            {
                throw new SourceException($"npm fetched nothing for {Quantities.Duration(stall)}, at {Quantities.Megabytes(seen)} of {Quantities.Megabytes(file.Bytes)}");
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            pause.CancelAfter(Look);
            try
            {
                await process.WaitForExitAsync(pause.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                continue;
            }
        }
    }

    /// <summary>Length of the largest file below <paramref name="folder"/>: the package, while npm writes many small files beside it.</summary>
    private static long LargestFile(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.Length).DefaultIfEmpty().Max();
        }
        catch (IOException)
        {
            // npm moved a file while its length was read; the next look sees it.
            return 0;
        }
    }

    private static void Judge(int exitCode, string said)
    {
        if (exitCode == CommandNotFound)
        {
            throw new SourceException("npm is there but Node.js is not on the PATH; install Node.js 20 or later");
        }

        if (exitCode != 0)
        {
            throw new SourceException($"npm failed with exit code {exitCode}: {Reason(said)}");
        }
    }

    private static string Reason(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("npm error", StringComparison.Ordinal) || line.StartsWith("npm ERR!", StringComparison.Ordinal))
            .Select(line => line[9..].Trim())
            .Where(line => line.Length > 0 && !line.Contains("complete log", StringComparison.Ordinal));
        var reason = string.Join(" ", lines.Take(4));
        return reason.Length > 0 ? reason : said.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 300)] : "it said nothing";
    }

    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
