using System.Text.Json.Nodes;

namespace Harness.Reporting.Checking;

/// <summary>Where two JSON texts part.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901); empty for the whole.</param>
internal sealed record JsonDifference(string Pointer, JsonNode? Expected, JsonNode? Found)
{
    /// <summary>The first and innermost place in the order of <paramref name="expected"/>; null if the texts differ in their layout alone.</summary>
    public static JsonDifference? First(string expected, string found) => Find(JsonNode.Parse(expected), JsonNode.Parse(found), "");

    private static JsonDifference? Find(JsonNode? expected, JsonNode? found, string pointer)
    {
        if (JsonNode.DeepEquals(expected, found))
        {
            return null;
        }

        var inner = (expected, found) switch
        {
            (JsonObject left, JsonObject right) => left.Select(member => Find(member.Value, right[member.Key], $"{pointer}/{member.Key}")),
            (JsonArray left, JsonArray right) => left.Zip(right).Select((pair, index) => Find(pair.First, pair.Second, $"{pointer}/{index}")),
            _ => [],
        };
        return inner.FirstOrDefault(place => place is not null) ?? new JsonDifference(pointer, expected, found);
    }
}
