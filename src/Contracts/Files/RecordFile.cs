using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Harness.Contracts.Files;

/// <summary>Reads and writes the JSON records that the programs hand to each other.</summary>
public static class RecordFile
{
    /// <summary>Reads one record and checks its <c>schema</c>.</summary>
    /// <exception cref="HarnessException">The file is missing, is not JSON, or is not a record of this schema.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, string schema)
        where T : IRecord
    {
        if (!File.Exists(path))
        {
            throw new HarnessException($"There is no {path}. Expected a {schema} record there.");
        }

        return Parse(RegularFile.ReadAllBytes(path), path, type, schema);
    }

    /// <summary>Reads one record from <paramref name="utf8"/>; <paramref name="origin"/> names it in messages.</summary>
    /// <exception cref="HarnessException">The bytes are not JSON or not a record of this schema.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8, string origin, JsonTypeInfo<T> type, string schema)
        where T : IRecord
    {
        if (utf8.IsEmpty)
        {
            throw new HarnessException($"{origin} is empty, or is no regular file but a pipe or a device. Expected a {schema} record.");
        }

        try
        {
            var record = StrictJson.Deserialize(utf8, type)
                ?? throw new HarnessException($"{origin} holds null. Expected a {schema} record.");
            return record.Schema == schema ? record : throw OtherSchema(origin, record.Schema, schema);
        }
        catch (JsonException fault)
        {
            // A record of another version lacks members or has others; its schema says more than the first of them.
            if (FindSchema(utf8) is { } found && found != schema)
            {
                throw OtherSchema(origin, found, schema);
            }

            var line = fault.LineNumber is { } number ? $", line {number + 1}" : "";
            var where = string.IsNullOrEmpty(fault.Path) || fault.Path == "$" ? "" : $" at {fault.Path}";
            throw new HarnessException($"{origin}{line} is not a {schema} record{where}: {FirstSentence(fault.Message)}", fault);
        }
    }

    /// <summary>What <see cref="Write"/> writes: indented, with a final newline.</summary>
    public static string Text<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.Serialize(record, type) + "\n";

    /// <summary>Writes one record atomically, indented, with a final newline.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public static void Write<T>(string path, T record, JsonTypeInfo<T> type) =>
        AtomicFile.WriteText(path, Text(record, type));

    /// <summary>The same, unless the file holds this very text already: for records that several processes write alike.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public static void WriteIfChanged<T>(string path, T record, JsonTypeInfo<T> type)
    {
        var text = Text(record, type);
        if (!File.Exists(path) || RegularFile.ReadAllText(path) != text)
        {
            AtomicFile.WriteText(path, text);
        }
    }

    /// <summary>The same for a record that is worthless after a power cut: it does not wait for the disk.</summary>
    /// <exception cref="HarnessException">The folder cannot be written to.</exception>
    public static void WriteTransient<T>(string path, T record, JsonTypeInfo<T> type) =>
        AtomicFile.WriteTransientText(path, Text(record, type));

    private static HarnessException OtherSchema(string origin, string found, string expected) =>
        new($"{origin} has the schema '{found}'. Expected '{expected}'; it was written by another version of the harness.");

    private static string? FindSchema(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String
                ? schema.GetString()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Invalid is what the reader calls a text that is no Unicode.
            return null;
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

/// <summary>A JSON file that says of itself what it is.</summary>
public interface IRecord
{
    /// <summary>Name and version of the record's shape, for instance <c>harness/plan/1</c>.</summary>
    string Schema { get; }
}
