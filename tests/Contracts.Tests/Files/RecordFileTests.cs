using System.Text;
using Harness.Contracts.Claims;
using Harness.Contracts.Files;

namespace Harness.Contracts.Tests.Files;

public sealed class RecordFileTests
{
    [Theory]
    [InlineData("""{"reason":"r"}""")]
    [InlineData("""{"reason":"r","kind":"not_testable"}""")]
    public void A_rule_that_does_not_begin_with_its_kind_is_a_fault_that_names_the_file(string rule)
    {
        var text = $$"""{"schema":"harness/claims/1","title":"t","claims":[{"id":"a","statement":"s","source":"s","rule":{{rule}}}]}""";
        var fault = Assert.Throws<HarnessException>(() =>
            RecordFile.Parse(Encoding.UTF8.GetBytes(text), "claims.json", HarnessJson.Default.ClaimsFile, ClaimsFile.SchemaName));
        Assert.StartsWith("claims.json", fault.Message, StringComparison.Ordinal);
        Assert.Contains("is not a harness/claims/1 record", fault.Message, StringComparison.Ordinal);
    }

    // The serializer lets each through; no program of ours could have written it.
    [Theory]
    [InlineData("[4]", "[4, null]", ", line 15", "A list holds null.")]
    [InlineData("0.1", "1e999", ", line 16", "A number is too large.")]
    [InlineData("\"title\":", "\"title\": \"other\", \"title\":", "", "uplicate")]
    [InlineData("quick", "\\ud800", ", line 3", "half a pair of surrogates")]
    [InlineData("title", "\\udc00", ", line 4", "half a pair of surrogates")]
    public void What_no_record_holds_is_refused_with_its_line(string sound, string hostile, string line, string reason)
    {
        var text = File.ReadAllText(Repository.PathOf("src", "Experiments", "Plans", "quick.json"));
        Assert.Contains(sound, text, StringComparison.Ordinal);
        var at = text.IndexOf(sound, StringComparison.Ordinal);
        var fault = Assert.Throws<HarnessException>(() => RecordFile.Parse(
            Encoding.UTF8.GetBytes(text[..at] + hostile + text[(at + sound.Length)..]), "plan.json", HarnessJson.Default.Plan, "harness/plan/1"));
        Assert.StartsWith($"plan.json{line}", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_positional_record_must_not_be_left_out()
    {
        var fault = Assert.Throws<System.Text.Json.JsonException>(() =>
            System.Text.Json.JsonSerializer.Deserialize("""{"path":"metrics.jsonl","bytes":1}""", HarnessJson.Default.FileDigest));
        Assert.Contains("'sha256'", fault.Message, StringComparison.Ordinal);
    }
}
