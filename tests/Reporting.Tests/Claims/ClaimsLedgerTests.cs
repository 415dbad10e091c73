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
              "rule": {
                "kind": "superiority",
                "metric": "train_error",
                "worse": { "family": "three_stage", "depth": 56, "residual": false },
                "better": { "family": "three_stage", "depth": 20, "residual": false },
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

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "claims.json"), text);

    private string Fault() => Assert.Throws<HarnessException>(() => ClaimsLedger.Read(_folder.FullName)).Message;
}
