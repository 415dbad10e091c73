using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Contracts.Checklists;
using Harness.Contracts.Claims;
using Harness.Contracts.Clusters;
using Harness.Contracts.Files;
using Harness.Contracts.Plans;
using Harness.Reporting.Analysis;
using Harness.Reporting.Claims;
using Harness.Reporting.Tests.Schemas;
using Xunit.Abstractions;

namespace Harness.Reporting.Tests;

/// <summary>Every JSON record, every schema and the files of JSON Lines under mutated and random bytes.</summary>
public sealed class HostileRecordsTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("harness-").FullName, "lines.jsonl");

    public static TheoryData<string> Names => [.. RecordSample.All.Keys];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    // Law: what is written from it reads as the same. What JSON cannot forbid is found by the record's own problems, which must not fall over either.
    [Theory]
    [MemberData(nameof(Names))]
    public void Records(string name)
    {
        var sample = RecordSample.All[name];
        Fuzz.Attack(name, [Small(sample.Text)], sample.Read, (record, _) =>
        {
            var text = sample.Write(record);
            Assert.Equal(text, sample.Write(sample.Read(Encoding.UTF8.GetBytes(text))!));
            RequireSoundProblems(record);
        }, output, isRefusal: fault => fault is JsonException);
    }

    // Law: each fault says something. Which texts have one is the schemas' own tests' matter.
    [Theory]
    [MemberData(nameof(Names))]
    public void Schemas(string name)
    {
        var sample = RecordSample.All[name];
        Fuzz.Attack($"{name} schema", [Small(sample.Text)], bytes =>
        {
            StrictJson.Require(bytes);
            return JsonDocument.Parse(bytes);
        }, (document, _) =>
        {
            using (document)
            {
                Assert.All(sample.Schema.FaultsIn(document.RootElement), fault => Assert.False(string.IsNullOrWhiteSpace(fault.Problem)));
            }
        }, output, isRefusal: fault => fault is JsonException, cost: 20);
    }

    // Law: steps never fall, errors are shares, and no epoch has two lines for one split.
    [Fact]
    public void Metrics()
    {
        var line = RecordSample.All["metrics"].Text;
        Fuzz.Attack("metrics file", [Encoding.UTF8.GetBytes($"{line}\n{line.Replace("\"train\"", "\"test\"", StringComparison.Ordinal)}\n")], bytes => MetricsFile.Read(Put(bytes), "hostile").ToList(), (metrics, _) =>
        {
            Assert.Equal(metrics.Select(metric => metric.Step).Order(), metrics.Select(metric => metric.Step));
            Assert.All(metrics, metric => Assert.True(metric is { Error: >= 0 and <= 1, Step: >= 1, Epoch: >= 1, LearningRate: >= 0 }));
            Assert.Distinct(metrics.Select(metric => (metric.Epoch, metric.Split)));
        }, output, further: 32 << 10, cost: 2);
    }

    // Law: epochs rise from 0, and norms are not below 0.
    [Fact]
    public void Diagnostics()
    {
        var line = RecordSample.All["diagnostics"].Text;
        Fuzz.Attack("diagnostics file", [Encoding.UTF8.GetBytes($"{line}\n{line.Replace("\"epoch\":0", "\"epoch\":1", StringComparison.Ordinal)}\n")], bytes => DiagnosticsFile.Read(Put(bytes), "hostile").ToList(), (diagnoses, _) =>
        {
            Assert.Equal(diagnoses.Select(diagnosis => diagnosis.Epoch).Distinct().Order(), diagnoses.Select(diagnosis => diagnosis.Epoch));
            Assert.All(diagnoses.SelectMany(diagnosis => diagnosis.Layers), layer => Assert.False(layer is { WeightNorm: < 0 } or { GradientNorm: < 0 } or { ResponseDeviation: < 0 }));
        }, output, further: 32 << 10, cost: 2);
    }

    private static void RequireSoundProblems(object record)
    {
        switch (record)
        {
            case Plan plan when !plan.Problems().Any():
                Assert.All(plan.Recipes.Values, recipe => Assert.True(recipe.TotalSteps(plan.Dataset.TrainingImages) >= 1 && recipe.TotalEpochs(plan.Dataset.TrainingImages) >= 1));
                Assert.All(plan.Expand(), run => Assert.Equal(run, RunId.Parse(run.ToString())));
                break;
            case ClaimsFile claims:
                Assert.All(LedgerProblems.In(claims), problem => Assert.False(string.IsNullOrWhiteSpace(problem)));
                break;
            case SlurmSite site:
                Assert.All(site.Problems(), problem => Assert.False(string.IsNullOrWhiteSpace(problem)));
                break;
        }
    }

    /// <summary>The same with at most two items in each list, so that a change hits something soon.</summary>
    private static byte[] Small(string text)
    {
        var root = JsonNode.Parse(text)!;
        Cut(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

        static void Cut(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                while (list.Count > 2)
                {
                    list.RemoveAt(2);
                }
            }

            foreach (var child in node switch { JsonArray array => [.. array], JsonObject value => value.Select(member => member.Value).ToArray(), _ => [] })
            {
                Cut(child);
            }
        }
    }

    private string Put(byte[] bytes)
    {
        File.WriteAllBytes(_file, bytes);
        return _file;
    }
}
