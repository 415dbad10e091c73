using System.Text.Json;
using Harness.Contracts;
using Harness.Contracts.Runs;

namespace Harness.Experiments.Execution;

/// <summary>Appends to a run's <c>metrics.jsonl</c>, one record a line, each line flushed to the disk.</summary>
internal sealed class MetricsLog : IDisposable
{
    private readonly FileStream _stream;

    /// <param name="path">The file.</param>
    /// <param name="keep">Bytes that belong to the checkpoint a run goes on from; what follows them is cut off and will be written again.</param>
    /// <exception cref="HarnessException">The file cannot be written, or is shorter than the checkpoint says.</exception>
    public MetricsLog(string path, long keep)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot write {path} ({fault.Message}). Make the results folder writable and run the same command again.", fault);
        }

        if (_stream.Length < keep)
        {
            _stream.Dispose();
            throw new HarnessException($"{path} is shorter than the {keep} bytes that the checkpoint beside it was made with.");
        }

        _stream.SetLength(keep);
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Bytes in the file: what a checkpoint remembers.</summary>
    public long Length => _stream.Length;

    public void Append(MetricRecord record)
    {
        try
        {
            _stream.Write(JsonSerializer.SerializeToUtf8Bytes(record, HarnessJson.Compact.MetricRecord));
            _stream.WriteByte((byte)'\n');
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            throw new HarnessException($"Cannot write {_stream.Name} ({fault.Message}). Free some space and run the same command again.", fault);
        }
    }

    public void Dispose() => _stream.Dispose();
}
