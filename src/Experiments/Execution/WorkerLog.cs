using System.Text.RegularExpressions;
using Harness.Contracts;

namespace Harness.Experiments.Execution;

/// <summary>Keeps what a worker says on its standard error: in a file, after what earlier workers said, and its last lines in memory.</summary>
internal sealed partial class WorkerLog : IDisposable
{
    private const int Kept = 3;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = [];
    private StreamWriter? _file;

    /// <exception cref="HarnessException">The file cannot be written.</exception>
    public WorkerLog(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _file = new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot write {path} ({fault.Message}). Make the results folder writable and run the same command again.", fault);
        }
    }

    /// <summary>One sentence where the worker said nothing.</summary>
    public string LastWords
    {
        get
        {
            lock (_lock)
            {
                return _last.Count == 0 ? "The worker said nothing." : string.Join('\n', _last);
            }
        }
    }

    /// <summary>Never throws: it is called from a thread of its own, where a full disk would end the program.</summary>
    /// <param name="line">Null at the end.</param>
    public void Hear(string? line)
    {
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        lock (_lock)
        {
            if (!IsFrame(line))
            {
                _last.Enqueue(line);
                if (_last.Count > Kept)
                {
                    _last.Dequeue();
                }
            }

            try
            {
                _file?.WriteLine(line);
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException)
            {
                // The worker itself fails where the disk is full, and says so; its words are kept in memory.
                _file = null;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            try
            {
                _file?.Dispose();
            }
            catch (IOException)
            {
                // Nothing that was written is lost by closing.
            }

            _file = null;
        }
    }

    /// <summary>A line of a stack trace, .NET's or libtorch's: what failed stands above it, and that is what a person wants to read.</summary>
    private static bool IsFrame(string line) => StackLine().IsMatch(line);

    [GeneratedRegex("^( +at |frame #| *--- End of )")]
    private static partial Regex StackLine();
}
