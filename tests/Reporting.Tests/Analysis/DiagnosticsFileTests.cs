using Harness.Contracts;
using Harness.Contracts.Runs;
using Harness.Reporting.Analysis;

namespace Harness.Reporting.Tests.Analysis;

public sealed class DiagnosticsFileTests : IDisposable
{
    private const string Good =
        """{"epoch":0,"step":0,"images":128,"loss":2.3,"activation_bytes":1000,"layers":[{"layer":"conv1","weight_norm":2.5,"gradient_norm":0.1,"response_deviation":1}]}""";

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Lines_are_read_in_order() =>
        Assert.Equal([0, 5], Read(Good, Good.Replace("\"epoch\":0", "\"epoch\":5", StringComparison.Ordinal)).Select(diagnosis => diagnosis.Epoch));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"epoch\":0")]
    public void A_line_that_is_no_record_is_named_with_its_number(string bad)
    {
        var fault = Assert.Throws<HarnessException>(() => Read(Good, bad).ToList());
        Assert.Contains("runs/a/seed-1/diagnostics.jsonl, line 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("with epoch, step, images", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Epochs_must_rise() =>
        Assert.Contains("epoch 0 follows epoch 0", Assert.Throws<HarnessException>(() => Read(Good, Good).ToList()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"weight_norm\":2.5")]
    [InlineData("\"gradient_norm\":0.1")]
    [InlineData("\"response_deviation\":1")]
    public void A_norm_below_zero_is_refused(string member)
    {
        var bad = Good.Replace(member, member.Replace(":", ":-", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("conv1 has a norm or deviation below 0", Assert.Throws<HarnessException>(() => Read(bad).ToList()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private IEnumerable<DiagnosisRecord> Read(params string[] lines)
    {
        File.WriteAllText(_path, string.Join('\n', lines) + "\n");
        return DiagnosticsFile.Read(_path, "runs/a/seed-1/diagnostics.jsonl");
    }
}
