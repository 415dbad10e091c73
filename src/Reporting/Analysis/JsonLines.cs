using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Harness.Contracts;
using Harness.Contracts.Files;

namespace Harness.Reporting.Analysis;

/// <summary>Reads files with one JSON object a line.</summary>
internal static class JsonLines
{
    /// <summary>Yields the records in the file's order, with the line each stands on for messages; holds one line in memory at a time.</summary>
    /// <param name="path">Where to read.</param>
    /// <param name="origin">The file's name in messages.</param>
    /// <param name="what">What one line is, with its article.</param>
    /// <param name="members">What it holds, for messages.</param>
    /// <exception cref="HarnessException">A line is no such record.</exception>
    public static IEnumerable<(string Where, T Record)> Read<T>(string path, string origin, JsonTypeInfo<T> type, string what, string members)
        where T : class
    {
        var number = 0;
        foreach (var line in RegularFile.ReadLines(path, origin))
        {
            var where = $"{origin}, line {++number}";
            yield return (where, Parse(line, where));
        }

        T Parse(string line, string where)
        {
            var expected = $"Expected one JSON object with {members} on each line";
            try
            {
                return StrictJson.Deserialize(Encoding.UTF8.GetBytes(line), type) ?? throw new HarnessException($"{where} holds null. {expected}.");
            }
            catch (JsonException fault)
            {
                throw new HarnessException($"{where} is not {what}. {expected}; found: {Start(line)}", fault);
            }
        }
    }

    private static string Start(string line) => line.Length == 0 ? "an empty line." : line.Length <= 80 ? line : line[..80] + "...";
}
