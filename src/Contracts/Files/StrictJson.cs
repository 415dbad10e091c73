using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Harness.Contracts.Files;

/// <summary>Reads JSON, and refuses what the serializer lets through although no record holds it: null in a list, numbers too large for a double, and text that is no Unicode.</summary>
/// <remarks>
/// The serializer does not look at whether a list's elements may be null, and it reads 1e999 as infinity, which no program could write again. A text that is not UTF-8, or
/// escapes half a pair of surrogates, throws only when somebody looks at it. Members that stand there twice are refused by <see cref="HarnessJson"/>'s own options.
/// </remarks>
public static class StrictJson
{
    /// <exception cref="JsonException">The bytes are not JSON, or not such a value; this is also what is thrown for an object that does not begin with its kind.</exception>
    public static T? Deserialize<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        Require(utf8);
        try
        {
            return JsonSerializer.Deserialize(utf8, type);
        }
        catch (NotSupportedException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    /// <exception cref="JsonException">The bytes are not JSON, or hold what no record holds.</exception>
    public static void Require(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("It is not UTF-8.");
        }

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
                case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped && !IsUnicode(ref reader):
                    throw Fault("A text escapes half a pair of surrogates.", utf8, reader.TokenStartIndex);
                default:
                    break;
            }
        }
    }

    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonException Fault(string what, ReadOnlySpan<byte> utf8, long at)
    {
        var before = utf8[..(int)at];
        return new JsonException(what, path: null, lineNumber: before.Count((byte)'\n'), bytePositionInLine: before.Length - before.LastIndexOf((byte)'\n') - 1);
    }
}
