using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Harness.Contracts.Files;

/// <summary>Reads JSON, and refuses what the serializer lets through although no record holds it: null in a list, and numbers too large for a double.</summary>
/// <remarks>
/// The serializer does not look at whether a list's elements may be null, and it reads 1e999 as infinity, which no program could write again. Members that stand
/// there twice are refused by <see cref="HarnessJson"/>'s own options.
/// </remarks>
public static class StrictJson
{
    /// <exception cref="JsonException">The bytes are not JSON, or not such a value; this is also what is thrown for an object that does not begin with its kind.</exception>
    public static T? Deserialize<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        RequireValues(utf8);
        try
        {
            return JsonSerializer.Deserialize(utf8, type);
        }
        catch (NotSupportedException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    private static void RequireValues(ReadOnlySpan<byte> utf8)
    {
        // One bit for each of the at most 64 open objects and lists, outermost lowest: it is a list.
        ulong lists = 0;
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    lists |= 1UL << reader.CurrentDepth;
                    break;
                case JsonTokenType.StartObject:
                    lists &= ~(1UL << reader.CurrentDepth);
                    break;
                case JsonTokenType.Null when reader.CurrentDepth > 0 && (lists >> (reader.CurrentDepth - 1) & 1) == 1:
                    throw Fault("A list holds null.", utf8, reader.TokenStartIndex);
                case JsonTokenType.Number when !(reader.TryGetDouble(out var number) && double.IsFinite(number)):
                    throw Fault("A number is too large.", utf8, reader.TokenStartIndex);
                default:
                    break;
            }
        }
    }

    private static JsonException Fault(string what, ReadOnlySpan<byte> utf8, long at)
    {
        var before = utf8[..(int)at];
        return new JsonException(what, path: null, lineNumber: before.Count((byte)'\n'), bytePositionInLine: before.Length - before.LastIndexOf((byte)'\n') - 1);
    }
}
