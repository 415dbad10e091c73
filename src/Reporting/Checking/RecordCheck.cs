using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Harness.Contracts;
using Harness.Contracts.Files;
using Harness.Reporting.Schemas;

namespace Harness.Reporting.Checking;

/// <summary>Holds files against their schemas, counts them, and gathers every fault with its place.</summary>
/// <param name="root">Paths in faults are relative to this folder.</param>
internal sealed class RecordCheck(string root)
{
    // A reader takes the last of two members of one name, another the first.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    public int Files { get; private set; }

    public int Lines { get; private set; }

    /// <summary>The path as faults name it.</summary>
    public string NameOf(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    public void Add(string fault) => _faults.Add(fault);

    /// <summary>Reads a record if its file is there and has no fault; what the schema cannot say, the record's own reader does.</summary>
    public T? Read<T>(string path, RecordSchema schema, JsonTypeInfo<T> type, string schemaName)
        where T : class, IRecord
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Files++;
        var bytes = RegularFile.ReadAllBytes(path);
        if (!IsValid(bytes, NameOf(path), schema))
        {
            return null;
        }

        try
        {
            return RecordFile.Parse(bytes, NameOf(path), type, schemaName);
        }
        catch (HarnessException fault)
        {
            Add(fault.Message);
            return null;
        }
    }

    /// <summary>Validates a file of JSON Lines, if it is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">Of each line.</param>
    /// <param name="isFinished">Nobody writes it any more. Else a last line without an end is one that is being written, or whose writer was killed: it will be written again.</param>
    /// <returns>False if a line has a fault, or is not whole.</returns>
    public bool ReadLines(string path, RecordSchema schema, bool isFinished)
    {
        if (!File.Exists(path))
        {
            return true;
        }

        Files++;
        // As bytes: as text, what is not UTF-8 would have become something that is.
        ReadOnlyMemory<byte> bytes = RegularFile.ReadAllBytes(path);
        List<ReadOnlyMemory<byte>> lines = [];
        foreach (var line in bytes.Span.Split((byte)'\n'))
        {
            lines.Add(bytes[line]);
        }

        var isTorn = lines[^1].Length > 0;
        var whole = isTorn && isFinished ? lines : lines.GetRange(0, lines.Count - 1);
        var valid = whole.Select((line, index) => IsValid(line, $"{NameOf(path)}, line {index + 1}", schema)).ToList().TrueForAll(isValid => isValid);
        Lines += whole.Count;
        return valid && !isTorn;
    }

    private bool IsValid(ReadOnlyMemory<byte> utf8, string where, RecordSchema schema)
    {
        try
        {
            StrictJson.Require(utf8.Span);
            using var document = JsonDocument.Parse(utf8, Strict);
            var faults = schema.FaultsIn(document.RootElement);
            _faults.AddRange(faults.Select(fault => fault.Pointer.Length == 0 ? $"{where}: {fault.Problem}" : $"{where} at {fault.Pointer}: {fault.Problem}"));
            return faults.Count == 0;
        }
        catch (JsonException fault)
        {
            Add($"{where}: expected JSON; {fault.Message}");
            return false;
        }
    }
}
