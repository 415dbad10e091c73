using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Contracts.Consoles;

namespace Harness.Experiments.Execution.Selection;

/// <summary>How <see cref="ShardListing"/> writes.</summary>
internal enum ShardFormat
{
    /// <summary>A table for a person.</summary>
    Text,

    /// <summary>One line: the matrix of a GitHub job.</summary>
    Github,
}

/// <summary>Tells which runs each shard of a plan holds. Empty shards are left out: there are no more shards than runs.</summary>
/// <param name="runs">All runs of the plan, in its order.</param>
/// <param name="count">Number of shards, at least 1.</param>
internal sealed partial class ShardListing(IReadOnlyList<RunWork> runs, int count)
{
    private readonly double _total = runs.Sum(run => run.Work);

    public string Text(ShardFormat format) => format == ShardFormat.Github ? Matrix() : Table();

    private IEnumerable<(Shard Shard, IReadOnlyList<RunWork> Runs)> Shards() =>
        PlanShards.Deal(runs, count).Select((held, index) => (new Shard(index + 1, count), held)).Where(shard => shard.held.Count > 0);

    private string Matrix()
    {
        var entries = Shards().Select(shard => new MatrixEntry(shard.Shard.ToString(), string.Join(' ', shard.Runs.Select(run => run.Id)), Percent(shard.Runs)));
        return JsonSerializer.Serialize(new MatrixRecord([.. entries]), MatrixJson.Default.MatrixRecord) + "\n";
    }

    private string Table()
    {
        var table = new TextTable("shard", "work", "runs");
        foreach (var (shard, held) in Shards())
        {
            table.Add(shard.ToString(), string.Create(CultureInfo.InvariantCulture, $"{Percent(held):F1} %"), string.Join(' ', held.Select(run => run.Id)));
        }

        return table.ToString();
    }

    private double Percent(IReadOnlyList<RunWork> held) => Math.Round(100 * held.Sum(run => run.Work) / _total, 2);

    /// <summary>What a job of the matrix gets.</summary>
    internal sealed record MatrixEntry(string Shard, string Runs, double WorkPercent);

    internal sealed record MatrixRecord(IReadOnlyList<MatrixEntry> Include);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(MatrixRecord))]
    internal sealed partial class MatrixJson : JsonSerializerContext;
}
