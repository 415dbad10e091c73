using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Experiments.Training;

namespace Harness.Experiments.Execution;

/// <summary>An append-only file of JSON Lines, one record a line, each line flushed to the disk.</summary>
internal sealed class RecordLog<T> : IDisposable
{
    private readonly JsonTypeInfo<T> _type;
    private readonly FileStream _stream;

    /// <param name="path">The file.</param>
    /// <param name="kept">What belongs to the checkpoint a run goes on from; what follows it is cut off and will be written again.</param>
    /// <param name="type">How a record looks on one line.</param>
    /// <exception cref="HarnessException">The file cannot be written, or is shorter than the checkpoint says.</exception>
    public RecordLog(string path, LogMark kept, JsonTypeInfo<T> type)
    {
        _type = type;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException($"Cannot write {path} ({fault.Message}). Make the results folder writable and run the same command again.", fault);
        }

        if (!_stream.CanSeek)
        {
            _stream.Dispose();
            throw new HarnessException($"{path} is no regular file but a pipe or a device. Move it away and run the same command again.");
        }

        if (_stream.Length < kept.Bytes)
        {
            _stream.Dispose();
            throw new HarnessException($"{path} is shorter than the {kept.Bytes} bytes that the checkpoint beside it was made with.");
        }

        _stream.SetLength(kept.Bytes);
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>The file as it is now: what a checkpoint remembers.</summary>
    public LogMark Mark()
    {
        _stream.Seek(0, SeekOrigin.Begin);
        var digest = ContentDigest.OfStream(_stream);
        return new LogMark(_stream.Length, digest);
    }

    /// <exception cref="HarnessException">The disk is full or the folder went away.</exception>
    public void Append(T record)
    {
        try
        {
            _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(record, _type), (byte)'\n']);
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            throw new HarnessException($"Cannot write {_stream.Name} ({fault.Message}). Free some space and run the same command again.", fault);
        }
    }

    /// <summary>All records of the file at <paramref name="path"/>, which may be open for writing.</summary>
    /// <exception cref="HarnessException">A line is not a record.</exception>
    public static IEnumerable<T> Read(string path, JsonTypeInfo<T> type)
    {
        var number = 0;
        foreach (var line in RegularFile.ReadLines(path, path))
        {
            yield return Parse(line, path, ++number, type);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static T Parse(string line, string path, int number, JsonTypeInfo<T> type)
    {
        try
        {
            return StrictJson.Deserialize(Encoding.UTF8.GetBytes(line), type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException fault)
        {
            throw new HarnessException($"{path}, line {number} is not a {typeof(T).Name}: {fault.Message} Move the run's folder away and run the same command again.", fault);
        }
    }
}
