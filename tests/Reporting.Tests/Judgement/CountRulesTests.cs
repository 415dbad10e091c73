using Harness.Contracts.Claims;
using Harness.Contracts.Verdicts;

namespace Harness.Reporting.Tests.Judgement;

public sealed class CountRulesTests : IDisposable
{
    private readonly SyntheticResults _results = SyntheticResults.Complete(SyntheticPlans.Quick());

    [Theory]
    [InlineData(138_357_544, 0, Verdict.Reproduced)]
    [InlineData(138_357_545, 0, Verdict.NotReproduced)]
    [InlineData(138_000_000, 1_000_000, Verdict.Reproduced)]
    [InlineData(137_000_000, 1_000_000, Verdict.NotReproduced)]
    public void A_count_is_exact_or_agrees_to_the_last_printed_digit(long expected, long unit, Verdict verdict) =>
        Assert.Equal(verdict, _results.JudgeBy(new ExactRule { Quantity = Parameters("vgg-16"), Expected = expected, Unit = unit }).Verdict);

    // 138,357,544 / 25,557,032 = 5.4137 (by hand).
    [Theory]
    [InlineData(5, 1, Verdict.Reproduced)]
    [InlineData(5.4, 0.1, Verdict.Reproduced)]
    [InlineData(6.5, 1, Verdict.NotReproduced)]
    public void A_ratio_agrees_to_the_last_printed_digit(double expected, double unit, Verdict verdict)
    {
        var found = _results.JudgeBy(new RatioRule
        {
            Numerator = Parameters("vgg-16"),
            Denominator = Parameters("imagenet-resnet-50"),
            Expected = expected,
            Unit = unit,
        });
        Assert.Equal(verdict, found.Verdict);
        Assert.Equal("5.41 times", found.Effect);
    }

    // 1 - 69,632 / 1,179,648 = 0.940972 (by hand).
    [Theory]
    [InlineData(94, Verdict.Reproduced)]
    [InlineData(96, Verdict.NotReproduced)]
    public void A_saving_agrees_to_the_last_printed_digit(double expected, Verdict verdict)
    {
        var found = _results.JudgeBy(new SavingRule { Full = Weights("basic-256"), Reduced = Weights("bottleneck-256-64"), Expected = expected, Unit = 1 });
        Assert.Equal(verdict, found.Verdict);
        Assert.StartsWith("69,632 weights instead of 1,179,648 save 94.1 %", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_was_not_counted_is_not_tested()
    {
        var found = _results.JudgeBy(new ExactRule { Quantity = Parameters("alexnet"), Expected = 61_000_000, Unit = 1_000_000 });
        Assert.Equal((Verdict.NotTested, "architectures.json does not list 'alexnet'."), (found.Verdict, found.Reason));
    }

    [Fact]
    public void Without_counted_networks_no_size_is_tested()
    {
        File.Delete(_results.Layout.Architectures);
        Assert.Equal(Verdict.NotTested, _results.Judge("bottleneck-saving").Verdict);
    }

    public void Dispose() => _results.Dispose();

    private static Quantity Parameters(string network) => new() { Network = network, Of = Count.Parameters };

    private static Quantity Weights(string block) => new() { Block = block, Of = Count.Weights };
}
