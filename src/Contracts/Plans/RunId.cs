using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Contracts.Plans;

/// <summary>One run of a plan: an arm and a seed. Written <c>plain-20/seed-1</c>.</summary>
[JsonConverter(typeof(RunIdConverter))]
public readonly record struct RunId(string Arm, int Seed)
{
    /// <summary>The text's form, as a regular expression.</summary>
    public const string Form = "^[a-z0-9][a-z0-9.-]*/seed-[0-9]+$";

    private const string SeedPrefix = "/seed-";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Arm}{SeedPrefix}{Seed}");

    /// <remarks>A run's id becomes a path, and may come from a file: an arm that no plan could have, such as <c>../..</c>, is none.</remarks>
    /// <exception cref="HarnessException">The text is not of the form <c>arm/seed-n</c>.</exception>
    public static RunId Parse(string text)
    {
        var at = text.LastIndexOf(SeedPrefix, StringComparison.Ordinal);
        return at > 0 && Plan.IsName(text[..at]) && int.TryParse(text.AsSpan(at + SeedPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? new RunId(text[..at], seed)
            : throw new HarnessException($"'{text}' does not name a run. Expected the form plain-20/seed-1.");
    }
}

/// <summary>A run's id is one JSON string.</summary>
internal sealed class RunIdConverter : JsonConverter<RunId>
{
    public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return RunId.Parse(reader.GetString() ?? "");
        }
        catch (HarnessException fault)
        {
            throw new JsonException(fault.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
