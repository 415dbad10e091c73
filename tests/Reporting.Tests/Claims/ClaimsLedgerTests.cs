using Harness.Contracts;
using Harness.Contracts.Claims;
using Harness.Reporting.Claims;

namespace Harness.Reporting.Tests.Claims;

public sealed class ClaimsLedgerTests : IDisposable
{
    private const string Good = """
        {
          "schema": "harness/claims/1",
          "title": "A test",
          "claims": [
            {
              "id": "deeper-is-worse",
              "statement": "Deeper is worse.",
              "source": "Somewhere, Table 1",
              "plans": ["quick"],
              "rule": {
                "kind": "superiority",
                "metric": "train_error",
                "higher": { "family": "three_stage", "depth": 56, "residual": false },
                "lower": { "family": "three_stage", "depth": 20, "residual": false },
                "level": 0.95,
                "minimum_seeds": 2
              }
            }
          ]
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-claims-");

    [Fact]
    public void The_ledger_that_is_shipped_is_sound_and_cites_a_source_for_every_claim()
    {
        var ledger = ClaimsLedger.Read(ClaimsLedger.DefaultFolder);
        Assert.All(ledger.Entries, entry => Assert.NotEmpty(entry.Claim.Source));
        Assert.Contains(ledger.Entries, entry => entry.Claim is { Headline: true, Rule: SuperiorityRule });
        Assert.Contains(ledger.Entries, entry => entry.Claim.Rule is WithinMarginRule { Expected: 0.0697 } && entry.Conditions!.Recipe.Iterations == 64_000);
    }

    [Fact]
    public void A_sound_file_is_read()
    {
        Write(Good);
        Assert.Equal("deeper-is-worse", ClaimsLedger.Read(_folder.FullName).Entries.Single().Claim.Id);
    }

    [Fact]
    public void An_empty_folder_is_no_ledger() =>
        Assert.Contains("There are no claims in", Fault(), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"superiority\"", "\"hearsay\"")]
    [InlineData("\"level\": 0.95,", "")]
    [InlineData("\"train_error\"", "\"accuracy\"")]
    [InlineData("\"source\": \"Somewhere, Table 1\",", "")]
    [InlineData("\"depth\": 20", "\"depth\": \"twenty\"")]
    [InlineData("\"title\": \"A test\",", "\"title\": \"A test\", \"surprise\": 1,")]
    [InlineData("\"claims\": [", "\"claims\": {")]
    public void Another_shape_is_refused_with_the_file_and_the_place(string from, string to)
    {
        Write(Good.Replace(from, to, StringComparison.Ordinal));
        var fault = Fault();
        Assert.Contains("claims.json", fault, StringComparison.Ordinal);
        Assert.Contains("is not a harness/claims/1 record", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deeper-is-worse", "Deeper is worse", "an id is made of lower-case words")]
    [InlineData("Somewhere, Table 1", " ", "statement and source must not be empty")]
    [InlineData("\"level\": 0.95", "\"level\": 95", "level must be in [0.8, 1)")]
    [InlineData("\"minimum_seeds\": 2", "\"minimum_seeds\": 1", "one seed shows no scatter")]
    [InlineData("\"depth\": 20", "\"depth\": 21", "depth 21 is not 6n+2")]
    [InlineData("\"depth\": 20", "\"depth\": 56", "cannot be compared with itself")]
    [InlineData("\"plans\": [\"quick\"],", "", "plans are named by a claim about trained networks")]
    public void A_value_that_makes_no_sense_is_named(string from, string to, string expected)
    {
        Write(Good.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(expected, Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_id_in_two_files_is_refused()
    {
        Write(Good);
        File.WriteAllText(Path.Combine(_folder.FullName, "more.json"), Good);
        Assert.Contains("'deeper-is-worse' stands there 2 times", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_family_in_two_files_is_refused()
    {
        Write(Good);
        File.WriteAllText(Path.Combine(_folder.FullName, "more.json"), Good.Replace("deeper-is-worse", "another", StringComparison.Ordinal));
        Assert.Contains("the title 'A test' stands over 2 files", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "above or below must be given")]
    [InlineData("\"above\": 0.2, \"below\": 0.1,", "above must be smaller than below")]
    [InlineData("\"above\": 0.1, \"conditions\": \"somewhere\",", "there are no conditions 'somewhere'")]
    public void A_limit_that_makes_no_sense_is_named(string limits, string expected)
    {
        var rule = Good[Good.IndexOf("\"kind\"", StringComparison.Ordinal)..Good.IndexOf("\"level\"", StringComparison.Ordinal)];
        Write(Good.Replace(
            rule,
            $$"""
            "kind": "limit", "metric": "train_error", "arm": { "family": "three_stage", "depth": 56, "residual": false }, {{limits}}
            """,
            StringComparison.Ordinal));
        Assert.Contains(expected, Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_is_held_to_one_level()
    {
        var claim = Good[Good.IndexOf("    {\n      \"id\"", StringComparison.Ordinal)..Good.LastIndexOf("\n  ]", StringComparison.Ordinal)];
        var second = claim.Replace("deeper-is-worse", "another", StringComparison.Ordinal).Replace("0.95", "0.9", StringComparison.Ordinal);
        Write(Good.Replace(claim, $"{claim},\n{second}", StringComparison.Ordinal));
        Assert.Contains("a family is held to one", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_promises_what_it_is_named_for_and_ones_own_plan_what_it_can_decide()
    {
        Write(Good);
        var ledger = ClaimsLedger.Read(_folder.FullName);
        var claim = ledger.Entries.Single().Claim;
        Assert.True(ledger.Promises(claim, "quick", isPlanned: true));
        Assert.True(ledger.Promises(claim, "my-own", isPlanned: true));
        Assert.False(ledger.Promises(claim, "my-own", isPlanned: false));
        Assert.False(ledger.Promises(claim with { Disputed = "Others say otherwise." }, "quick", isPlanned: true));
        Assert.False(ledger.Promises(claim with { Plans = ["paper"] }, "quick", isPlanned: true));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "claims.json"), text);

    private string Fault() => Assert.Throws<HarnessException>(() => ClaimsLedger.Read(_folder.FullName)).Message;
}
