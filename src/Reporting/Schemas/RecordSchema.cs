using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Json.Schema;

namespace Harness.Reporting.Schemas;

/// <summary>The JSON Schema (draft 2020-12) of one record, made from its C# type, and the validator made from the same text.</summary>
internal sealed class RecordSchema
{
    /// <summary>The names of schema files, as a search pattern.</summary>
    public const string FilePattern = "*" + FileSuffix;

    private const string FileSuffix = ".schema.json";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly EvaluationOptions Every = new() { OutputFormat = OutputFormat.List };

    private readonly Lazy<JsonSchema> _validator;

    // The library's own sentences name neither the values of an enumeration nor what a false schema means.
    static RecordSchema()
    {
        ErrorMessages.FalseSchema = "there must be no such member";
        ErrorMessages.Required = "lacks [[missing]]";
        ErrorMessages.Type = "expected [[expected]]";
        ErrorMessages.Enum = "expected one of [[values]]";
        ErrorMessages.Const = "expected [[value]]";
        ErrorMessages.Pattern = "expected text of the form [[pattern]]";
        ErrorMessages.Minimum = "expected [[limit]] or more";
        ErrorMessages.Maximum = "expected [[limit]] or less";
        ErrorMessages.ExclusiveMinimum = "expected more than [[limit]]";
        ErrorMessages.ExclusiveMaximum = "expected less than [[limit]]";
        ErrorMessages.MinItems = "expected [[limit]] item(s) or more";
    }

    /// <param name="name">Stem of the schema's file name.</param>
    /// <param name="version">Name and version of the record, <c>harness/plan/1</c>; of a line, those of the record that it belongs to and its own name.</param>
    /// <param name="describes">What it is the schema of, and where that lies.</param>
    /// <param name="type">The record as the one serializer context knows it.</param>
    /// <param name="annotations">Add documentation and ranges.</param>
    public RecordSchema(string name, string version, string describes, JsonTypeInfo type, SchemaAnnotations annotations)
    {
        (FileName, Describes) = (name + FileSuffix, describes);
        var document = type.GetJsonSchemaAsNode(
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = annotations.Annotate }).AsObject();
        document.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        document.Insert(1, "$id", $"urn:{version.Replace('/', ':')}");
        document.Insert(2, "title", describes);
        Text = document.ToJsonString(Layout) + "\n";

        // A registry of its own: the library's common one refuses a second schema of the same id.
        _validator = new Lazy<JsonSchema>(() => JsonSchema.FromText(Text, new BuildOptions { SchemaRegistry = new SchemaRegistry() }));
    }

    public string FileName { get; }

    public string Describes { get; }

    /// <summary>The published file. The same records give the same bytes.</summary>
    public string Text { get; }

    /// <summary>Every fault of a value, where there are alternatives those of each; none if it is as the schema says.</summary>
    public IReadOnlyList<SchemaFault> FaultsIn(JsonElement value)
    {
        // Faults are rare: the list, which names every place that was looked at, is made for them alone.
        if (_validator.Value.Evaluate(value).IsValid)
        {
            return [];
        }

        var faults = from place in _validator.Value.Evaluate(value, Every).Details ?? []
                     from error in place.Errors ?? new Dictionary<string, string>()
                     let found = place.InstanceLocation.Evaluate(value)!.Value.GetRawText()
                     let problem = Readable(error.Value)
                     select new SchemaFault(place.InstanceLocation.ToString(), error.Key == "required" ? problem : $"{problem}; found {FoundValue.Start(found)}");
        return [.. faults.Distinct()];
    }

    // The library escapes what it quotes as if for a web page, and a constant's quotation marks.
    private static string Readable(string message) =>
        message.Replace("\\u0022", "", StringComparison.Ordinal).Replace("\\u002B", "+", StringComparison.Ordinal);
}
