using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Json.Schema;

namespace Harness.Reporting.Schemas;

/// <summary>The JSON Schema (draft 2020-12) of one record, made from its C# type, and the validator made from the same text.</summary>
internal sealed class RecordSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly EvaluationOptions Every = new() { OutputFormat = OutputFormat.List };

    private readonly JsonObject _document;
    private readonly Lazy<JsonSchema> _validator;

    /// <param name="name">Stem of the schema's file name.</param>
    /// <param name="version">Name and version of the record, <c>harness/plan/1</c>; of a line, those of the record that it belongs to and its own name.</param>
    /// <param name="describes">What it is the schema of, and where that lies.</param>
    /// <param name="type">The record as the one serializer context knows it.</param>
    /// <param name="annotations">Add documentation and ranges.</param>
    public RecordSchema(string name, string version, string describes, JsonTypeInfo type, SchemaAnnotations annotations)
    {
        (FileName, Describes) = (name + FileSuffix, describes);
        _document = type.GetJsonSchemaAsNode(
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = annotations.Annotate }).AsObject();
        _document.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        _document.Insert(1, "$id", $"urn:{version.Replace('/', ':')}");
        _document.Insert(2, "title", describes);
        Text = _document.ToJsonString(Layout) + "\n";

        // A registry of its own: the library's common one refuses a second schema of the same id.
        _validator = new Lazy<JsonSchema>(() => JsonSchema.FromText(Text, new BuildOptions { SchemaRegistry = new SchemaRegistry() }));
    }

    /// <summary>The names of schema files, as a search pattern.</summary>
    public const string FilePattern = "*" + FileSuffix;

    private const string FileSuffix = ".schema.json";

    public string FileName { get; }

    public string Describes { get; }

    /// <summary>The published file. The same records give the same bytes.</summary>
    public string Text { get; }

    /// <summary>Every fault of a value, in the order in which they stand in it; none if it is as the schema says.</summary>
    public IReadOnlyList<SchemaFault> FaultsIn(JsonElement value)
    {
        // The bare answer takes a fraction of the time of the list, and is nearly always all that is needed.
        if (_validator.Value.Evaluate(value).IsValid)
        {
            return [];
        }

        var faults = from place in _validator.Value.Evaluate(value, Every).Details ?? []
                     from error in place.Errors ?? new Dictionary<string, string>()
                     let found = place.InstanceLocation.Evaluate(value)!.Value
                     select new SchemaFault(place.InstanceLocation.ToString(), Explain(error.Key, error.Value, SchemaAt(place.SchemaLocation), found));
        return [.. faults.Distinct()];
    }

    private JsonObject? SchemaAt(Uri location)
    {
        JsonNode? node = _document;
        foreach (var step in Uri.UnescapeDataString(location.Fragment.TrimStart('#')).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node?[step];
        }

        return node as JsonObject;
    }

    private static string Explain(string keyword, string message, JsonObject? schema, JsonElement found) => keyword switch
    {
        "" => $"there must be no such member; found {Start(found)}",
        "required" => $"lacks {string.Join(", ", schema!["required"]!.AsArray().Select(name => (string)name!).Where(name => !found.TryGetProperty(name, out _)))}",
        "type" => $"expected {Choice(schema!["type"]!, " or ")}; found {Start(found)}",
        "enum" => $"expected one of {Choice(schema!["enum"]!, ", ")}; found {Start(found)}",
        "const" => $"expected {schema!["const"]!.ToJsonString()}; found {Start(found)}",
        "pattern" => $"expected text of the form {schema!["pattern"]}; found {Start(found)}",
        "minimum" => $"expected {schema!["minimum"]} or more; found {Start(found)}",
        "maximum" => $"expected {schema!["maximum"]} or less; found {Start(found)}",
        "exclusiveMinimum" => $"expected more than {schema!["exclusiveMinimum"]}; found {Start(found)}",
        "exclusiveMaximum" => $"expected less than {schema!["exclusiveMaximum"]}; found {Start(found)}",
        "minItems" => $"expected {schema!["minItems"]} item(s) or more; found {found.GetArrayLength()}",
        _ => $"{message}; found {Start(found)}",
    };

    private static string Choice(JsonNode values, string separator) =>
        values is JsonArray list ? string.Join(separator, list.Select(item => item?.ToString() ?? "null")) : values.ToString();

    private static string Start(JsonElement found) => FoundValue.Start(found.GetRawText());
}
