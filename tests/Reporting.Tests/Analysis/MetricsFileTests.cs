using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class MetricsFileTests : IDisposable
{
    private const string Good =
        """{"epoch":1,"step":40,"split":"train","loss":2.1,"error":0.8,"learning_rate":0.02,"images_per_second":900,"elapsed_seconds":5.5}""";

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Lines_are_read_in_order()
    {
        var read = Read(Good, Good.Replace("\"train\"", "\"test\"", StringComparison.Ordinal)).ToList();
        Assert.Equal([Split.Train, Split.Test], read.Select(metric => metric.Split));
        Assert.Equal(0.8, read[0].Error);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_null() =>
        Assert.Null(Read(Good.Replace("2.1", "null", StringComparison.Ordinal)).Single().Loss);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"epoch\":1,\"step\":40")]
    [InlineData("not json at all")]
    public void A_line_that_is_no_record_is_named_with_its_number_and_what_was_expected(string bad)
    {
        var fault = Assert.Throws<HarnessException>(() => Read(Good, bad).ToList());
        Assert.Contains("runs/a/seed-1/metrics.jsonl, line 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Expected one JSON object with epoch, step, split", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"error\":0.8", "\"error\":80", "error 80 is not in [0, 1]")]
    [InlineData("\"epoch\":1", "\"epoch\":0", "epoch 0 is below 1")]
    [InlineData("\"loss\":2.1", "\"loss\":-2.1", "loss -2.1 is below 0")]
    [InlineData("\"split\":\"train\"", "\"split\":0", "is not a metric")]
    [InlineData("\"error\":0.8", "\"accuracy\":0.2", "is not a metric")]
    [InlineData("\"loss\":2.1,", "", "is not a metric")]
    public void A_value_out_of_its_range_or_of_another_shape_is_refused(string from, string to, string expected)
    {
        var fault = Assert.Throws<HarnessException>(() => Read(Good.Replace(from, to, StringComparison.Ordinal)).ToList());
        Assert.Contains("line 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_line_for_one_epoch_and_split_is_refused() =>
        Assert.Contains("line 2: epoch 1 has a second line", Assert.Throws<HarnessException>(() => Read(Good, Good).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void Steps_that_fall_are_refused()
    {
        var earlier = Good.Replace("\"epoch\":1,\"step\":40", "\"epoch\":2,\"step\":39", StringComparison.Ordinal);
        Assert.Contains("step 39 follows step 40", Assert.Throws<HarnessException>(() => Read(Good, earlier).ToList()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private IEnumerable<MetricRecord> Read(params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return MetricsFile.Read(_path, "runs/a/seed-1/metrics.jsonl");
    }
}
