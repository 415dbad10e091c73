using FsCheck.Xunit;
using Harness.Reporting.Schemas;

namespace Harness.Reporting.Tests.Schemas;

public sealed class RecordSchemaTests
{
    public static TheoryData<string> Names => [.. RecordSample.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_as_the_programs_write_it_has_no_fault(string record)
    {
        var sample = RecordSample.All[record];
        Assert.Empty(sample.FaultsIn(sample.Text));
        Assert.True(sample.IsRead(sample.Text));
    }

    [Theory]
    [InlineData("plan", "/title", null, "", "lacks [\"title\"]")]
    [InlineData("plan", "/schema", "\"harness/plan/0\"", "/schema", "expected \"harness/plan/1\"; found \"harness/plan/0\"")]
    [InlineData("plan", "/recipes/gentle/gamma", "1", "/recipes/gentle/gamma", "expected less than 1; found 1")]
    [InlineData("plan", "/recipes/gentle/milestones/0", "0", "/recipes/gentle/milestones/0", "expected 1 or more; found 0")]
    [InlineData("plan", "/arms/0/id", "\"Plain 20\"", "/arms/0/id", "expected text of the form \"^[a-z0-9][a-z0-9.-]*$\"; found \"Plain 20\"")]
    [InlineData("plan", "/arms", "[]", "/arms", "expected 1 item(s) or more; found []")]
    [InlineData("plan", "/arms/0/model/width_multiplier", "4.5", "/arms/0/model/width_multiplier", "expected 4 or less; found 4.5")]
    [InlineData("plan", "/dataset/name", "\"cifar-100\"", "/dataset/name", "expected one of [\"cifar-10\"]; found \"cifar-100\"")]
    [InlineData("manifest", "/identity_sha256", "\"ABC\"", "/identity_sha256", "expected text of the form \"^[0-9a-f]{64}$\"; found \"ABC\"")]
    [InlineData("manifest", "/identity/run", "\"plain-20\"", "/identity/run", "expected text of the form \"^[a-z0-9][a-z0-9.-]*/seed-[0-9]+$\"; found \"plain-20\"")]
    [InlineData("manifest", "/identity/run", "1", "/identity/run", "expected \"string\"; found 1")]
    [InlineData("manifest", "/identity/precision", "\"auto\"", "/identity/precision", "expected one of [\"float32\",\"tensor_float32\",\"bfloat16\"]; found \"auto\"")]
    [InlineData("manifest", "/files/0/sha256", null, "/files/0", "lacks [\"sha256\"]")]
    [InlineData("manifest", "/files/0/bytes", "-1", "/files/0/bytes", "expected 0 or more; found -1")]
    [InlineData("manifest", "/machine/host_name", "\"someone\"", "/machine/host_name", "there must be no such member; found \"someone\"")]
    [InlineData("manifest", "/final", "[]", "/final", "expected \"object, null\"; found []")]
    [InlineData("metrics", "/loss", "\"NaN\"", "/loss", "expected \"number, null\"; found \"NaN\"")]
    [InlineData("metrics", "/error", "80", "/error", "expected 1 or less; found 80")]
    [InlineData("metrics", "/epoch", "1.5", "/epoch", "expected \"integer\"; found 1.5")]
    [InlineData("metrics", "/split", "\"validation\"", "/split", "expected one of [\"train\",\"train_evaluation\",\"test\"]; found \"validation\"")]
    [InlineData("metrics", "/learning_rate", null, "", "lacks [\"learning_rate\"]")]
    [InlineData("diagnostics", "/layers/0/gradient_norm", "-0.5", "/layers/0/gradient_norm", "expected 0 or more; found -0.5")]
    [InlineData("diagnostics", "/layers/0/weight_norm", "null", "/layers/0/weight_norm", "expected \"number\"; found null")]
    [InlineData("failure", "/exit_code", "\"137\"", "/exit_code", "expected \"integer\"; found \"137\"")]
    [InlineData("failure", "/host", "\"a\"", "/host", "there must be no such member; found \"a\"")]
    [InlineData("progress", "/total_steps", "0", "/total_steps", "expected 1 or more; found 0")]
    [InlineData("progress", "/is_stopped", "\"no\"", "/is_stopped", "expected \"boolean\"; found \"no\"")]
    [InlineData("architectures", "/arms/0/layers/0/kind", "\"convolution\"", "/arms/0/layers/0/kind", "expected one of [\"conv\",\"batch_norm\",\"linear\",\"pool\",\"subsampling\",\"shortcut\"]; found \"convolution\"")]
    [InlineData("architectures", "/reference/0/input_shape/1", "0", "/reference/0/input_shape/1", "expected 1 or more; found 0")]
    [InlineData("architectures", "/blocks/0/macs", null, "/blocks/0", "lacks [\"macs\"]")]
    [InlineData("benchmark", "/seconds_per_measurement", "0", "/seconds_per_measurement", "expected more than 0; found 0")]
    [InlineData("benchmark", "/results/0/references/0/ratio/values", "[]", "/results/0/references/0/ratio/values", "expected 1 item(s) or more; found []")]
    [InlineData("analysis", "/plan_sha256", null, "", "lacks [\"plan_sha256\"]")]
    [InlineData("analysis", "/arms/0/metrics/2/estimate/level", "1", "/arms/0/metrics/2/estimate/level", "expected less than 1; found 1")]
    [InlineData("analysis", "/arms/3/metrics/0/estimate/values", "[\"NaN\"]", "/arms/3/metrics/0/estimate/values/0", "expected \"number\"; found \"NaN\"")]
    [InlineData("analysis", "/comparisons/0/p_value", "1.01", "/comparisons/0/p_value", "expected 1 or less; found 1.01")]
    [InlineData("analysis", "/runs/0/state", "\"finished\"", "/runs/0/state", "expected one of [\"completed\",\"diverged\",\"failed\",\"missing\",\"damaged\"]; found \"finished\"")]
    [InlineData("verdicts", "/verdicts/0/verdict", "0", "/verdicts/0/verdict", "expected \"string\"; found 0")]
    [InlineData("verdicts", "/schema", null, "", "lacks [\"schema\"]")]
    [InlineData("claims", "/claims/0/id", "\"Two Words\"", "/claims/0/id", "expected text of the form \"^[a-z0-9]+(-[a-z0-9]+)*$\"; found \"Two Words\"")]
    [InlineData("claims", "/claims/0/rule/kind", null, "/claims/0/rule", "lacks [\"kind\"]")]
    [InlineData("claims", "/claims/0/rule/margin_of_safety", "1", "/claims/0/rule/margin_of_safety", "there must be no such member; found 1")]
    public void A_single_change_is_refused_with_its_place_and_what_was_expected(string record, string at, string? value, string place, string problem)
    {
        var sample = RecordSample.All[record];
        Assert.Contains(new SchemaFault(place, problem), sample.FaultsIn(JsonEdit.At(sample.Text, at, value)));
    }

    [Fact]
    public void Every_fault_is_named_not_only_the_first()
    {
        var sample = RecordSample.All["metrics"];
        var text = JsonEdit.At(JsonEdit.At(JsonEdit.At(sample.Text, "/error", "2"), "/epoch", "0"), "/step", null);
        Assert.Equal(["", "/epoch", "/error"], sample.FaultsIn(text).Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
    }

    /// <summary>The reader knows which members a record must have from the C# type, without any schema.</summary>
    [Property(MaxTest = 400)]
    public void A_record_without_a_member_is_refused_exactly_if_the_reader_refuses_it(int record, int member)
    {
        var sample = Pick(RecordSample.All.Values.ToList(), record);
        var text = JsonEdit.At(sample.Text, Pick(JsonEdit.Members(sample.Text).ToList(), member), null);
        Assert.Equal(sample.IsRead(text), sample.FaultsIn(text).Count == 0);
    }

    /// <summary>
    /// The schema may ask for more, such as ranges; it never lets through what the programs cannot read. Whole numbers in another notation, 1e9 or 1.0,
    /// are left out: to a JSON Schema they are integers, to the reader they are not.
    /// </summary>
    [Property(MaxTest = 1_000)]
    public void What_a_schema_accepts_can_be_read(int record, int member, int value, bool beside)
    {
        var sample = Pick(RecordSample.All.Values.ToList(), record);
        var place = Pick(JsonEdit.Members(sample.Text).ToList(), member);
        var other = Pick(["null", "true", "\"NaN\"", "\"train\"", "-1", "0", "0.5", "3", "[]", "[0.5]", "[\"a\"]", "{}", "{\"a\":1}"], value);
        var text = JsonEdit.At(sample.Text, beside ? place + "_beside" : place, other);
        Assert.True(sample.IsRead(text) || sample.FaultsIn(text).Count > 0, $"{sample.Name} with {place} as {other} is accepted and cannot be read.");
    }

    private static T Pick<T>(IReadOnlyList<T> items, int number) => items[(int)((uint)number % items.Count)];
}
