using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;

namespace Harness.Reporting.Schemas;

/// <summary>Adds to the bare shape of a record what its members' documentation, names and range attributes say.</summary>
internal sealed class SchemaAnnotations(ContractsDocumentation documentation)
{
    private const string Sha256Form = "^[0-9a-f]{64}$";

    /// <summary>Called by the exporter for every node, inner nodes first.</summary>
    /// <exception cref="InvalidOperationException">A record bears an attribute that no schema can express yet.</exception>
    public JsonNode Annotate(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(RunId))
        {
            // The exporter does not look into a converter of one's own.
            var isNullable = type != context.TypeInfo.Type;
            node = new JsonObject { ["type"] = isNullable ? new JsonArray("string", "null") : "string", ["pattern"] = RunId.Form };
        }

        // A reference leads to a node of the same member, which has been here.
        if (node is not JsonObject schema || schema.ContainsKey("$ref"))
        {
            return node;
        }

        if (type.IsEnum)
        {
            schema["type"] = schema["enum"]!.AsArray().Contains(null) ? new JsonArray("string", "null") : "string";
        }

        if (context.PropertyInfo is { } property)
        {
            Constrain(schema, property);
        }

        if (Describe(context, type) is { Length: > 0 } description)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private static void Constrain(JsonObject schema, JsonPropertyInfo property)
    {
        if (property.Name == "schema" && property.DeclaringType.IsAssignableTo(typeof(IRecord)))
        {
            schema["const"] = SchemaNameOf(property.DeclaringType);
        }

        if (property.Name.EndsWith("sha256", StringComparison.Ordinal))
        {
            schema["pattern"] = Sha256Form;
        }

        foreach (var attribute in Attributes(property))
        {
            Constrain(schema, attribute);
        }
    }

    /// <summary>The name that a record's <c>schema</c> member must hold; null for what is no record of its own, such as a line.</summary>
    public static string? SchemaNameOf(Type type) =>
        (string?)type.GetField("SchemaName", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue();

    // Those of a positional record stand at the constructor's parameter.
    private static IEnumerable<ValidationAttribute> Attributes(JsonPropertyInfo property) =>
        new[] { property.AttributeProvider, property.AssociatedParameter?.AttributeProvider }
            .SelectMany(provider => provider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [])
            .Cast<ValidationAttribute>()
            .Distinct();

    private static void Constrain(JsonObject schema, ValidationAttribute attribute)
    {
        // Of a list, every item is meant; only its length is its own.
        var value = schema["items"] as JsonObject ?? schema;
        switch (attribute)
        {
            case MinLengthAttribute least:
                schema["minItems"] = least.Length;
                break;
            case RangeAttribute range:
                Bound(value, range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum", range.Minimum);
                Bound(value, range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum", range.Maximum);
                break;
            case RegularExpressionAttribute form:
                value["pattern"] = form.Pattern;
                break;
            case AllowedValuesAttribute allowed:
                value["enum"] = new JsonArray([.. allowed.Values.Select(Json)]);
                break;
            case DeniedValuesAttribute denied:
                var values = value["enum"]!.AsArray();
                values.RemoveAll(item => denied.Values.Any(other => JsonNode.DeepEquals(item, Json(other))));
                break;
            default:
                throw new InvalidOperationException($"{attribute.GetType().Name} has no counterpart in a schema yet.");
        }
    }

    private static void Bound(JsonObject value, string keyword, object bound)
    {
        var number = Convert.ToDouble(bound, System.Globalization.CultureInfo.InvariantCulture);
        if (double.IsFinite(number))
        {
            value[keyword] = number;
        }
    }

    private static JsonNode? Json(object? value) => value is Enum ? JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!) : value?.ToString();

    private string Describe(JsonSchemaExporterContext context, Type type)
    {
        var member = context.PropertyInfo?.AttributeProvider as MemberInfo;
        var choices = type.IsEnum
            ? from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
              let summary = documentation.OfMember(field)
              where summary is not null
              select $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name)}: {summary}"
            : [];
        return string.Join(' ', new[] { member is null ? null : documentation.OfMember(member), documentation.OfType(type) }.Concat(choices).OfType<string>());
    }
}
