using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Reporting.Claims;
using Harness.Reporting.Schemas;
using Json.Schema;

namespace Harness.Reporting.Tests.Schemas;

public sealed class RecordSchemasTests
{
    private static readonly RecordSchemas Schemas = new();

    public static TheoryData<string> FileNames => [.. Schemas.All.Select(schema => schema.FileName)];

    [Fact]
    public void The_published_schemas_are_those_that_the_records_give() =>
        Assert.Empty(new SchemaFolder(Repository.PathOf("docs", "schemas")).Stale());

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_schema_is_one_of_draft_2020_12_and_leaves_no_place_open(string fileName)
    {
        var text = Schemas.All.Single(schema => schema.FileName == fileName).Text;
        using var document = JsonDocument.Parse(text);
        Assert.True(MetaSchemas.Draft202012.Evaluate(document.RootElement).IsValid);

        // `true` is what the exporter makes of a converter that it does not know.
        Assert.All(Values(JsonNode.Parse(text)!), value => Assert.True(
            value is JsonObject place && (place.ContainsKey("type") || place.ContainsKey("$ref") || place.ContainsKey("const")), $"{value?.GetPath()} says nothing"));
    }

    [Fact]
    public void Documentation_reaches_the_schema_in_plain_words()
    {
        var recipe = JsonNode.Parse(Schemas.Plan.Text)!["properties"]!["recipes"]!["additionalProperties"]!;
        Assert.Equal(
            "Where the rate is multiplied by gamma: in epochs if epochs is set, else in iterations. Rising.",
            (string?)recipe["properties"]!["milestones"]!["description"]);
        Assert.All(Schemas.All, schema => Assert.DoesNotContain("Harness.Contracts", schema.Text, StringComparison.Ordinal));
        Assert.All(Schemas.All, schema => Assert.NotNull(JsonNode.Parse(schema.Text)!["description"]));
    }

    [Fact]
    public void Every_kind_of_rule_is_an_alternative_named_by_its_kind()
    {
        var rule = JsonNode.Parse(Schemas.Claims.Text)!["properties"]!["claims"]!["items"]!["properties"]!["rule"]!;
        Assert.Equal("kind", (string?)rule["required"]![0]);
        Assert.Contains("superiority", rule["anyOf"]!.AsArray().Select(kind => (string?)kind!["properties"]!["kind"]!["const"]));
        Assert.All(rule["anyOf"]!.AsArray(), kind => Assert.False((bool)kind!["additionalProperties"]!));
    }

    [Fact]
    public void The_shipped_claims_and_plans_are_valid()
    {
        var plans = Path.Combine(AppContext.BaseDirectory, "Plans");
        foreach (var (folder, schema) in new[] { (ClaimsLedger.DefaultFolder, Schemas.Claims), (plans, Schemas.Plan) })
        {
            foreach (var path in Directory.GetFiles(folder, "*.json"))
            {
                using var document = JsonDocument.Parse(File.ReadAllText(path));
                Assert.True(schema.FaultsIn(document.RootElement) is [], path);
            }
        }
    }

    private static IEnumerable<JsonNode?> Values(JsonNode schema)
    {
        var inner = (schema["properties"]?.AsObject().Select(member => member.Value) ?? [])
            .Concat(schema["anyOf"]?.AsArray().SelectMany(kind => kind!["properties"]!.AsObject().Select(member => member.Value)) ?? [])
            .Append(schema["items"])
            .Append(schema["additionalProperties"] as JsonObject)
            .Where(node => node is not null);
        return inner.SelectMany(node => node is JsonObject ? Values(node).Prepend(node) : [node]);
    }
}
