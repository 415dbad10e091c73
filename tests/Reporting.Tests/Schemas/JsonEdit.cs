using System.Globalization;
using System.Text.Json.Nodes;

namespace Harness.Reporting.Tests.Schemas;

/// <summary>Single changes to a JSON text, at a JSON pointer.</summary>
internal static class JsonEdit
{
    /// <summary>Sets a member or an item; an absent member is added.</summary>
    /// <param name="json">The text.</param>
    /// <param name="pointer">Where.</param>
    /// <param name="value">JSON text; null removes the member.</param>
    public static string At(string json, string pointer, string? value)
    {
        var root = JsonNode.Parse(json)!;
        var parent = pointer[1..].Split('/')[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[Index(step)]! : node[step]!);
        var last = pointer[(pointer.LastIndexOf('/') + 1)..];
        if (value is null)
        {
            Assert.True(parent.AsObject().Remove(last), $"There is no {pointer} to remove.");
        }
        else if (parent is JsonArray list)
        {
            list[Index(last)] = JsonNode.Parse(value);
        }
        else
        {
            parent[last] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    /// <summary>Pointers of all members of all objects inside, in order.</summary>
    public static IEnumerable<string> Members(string json) => Members(JsonNode.Parse(json), "");

    private static IEnumerable<string> Members(JsonNode? node, string pointer) => node switch
    {
        JsonObject inner => inner.SelectMany(member => Members(member.Value, $"{pointer}/{member.Key}").Prepend($"{pointer}/{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Members(item, $"{pointer}/{index}")),
        _ => [],
    };

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
