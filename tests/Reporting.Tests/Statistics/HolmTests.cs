using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected numbers: statistics.R, beside this file.</summary>
public sealed class HolmTests
{
    [Fact]
    public void Adjusted_values_agree_with_R()
    {
        var adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005, 0.5]);
        Assert.Equal([0.040, 0.090, 0.090, 0.025, 0.500], adjusted.Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void No_tests_need_no_correction() => Assert.Empty(Holm.Adjust([]));

    [Property]
    public Property Adjustment_is_never_less_strict_and_keeps_the_order()
    {
        var values = Gen.Choose(0, 1000).Select(thousandths => thousandths / 1000.0).ArrayOf();
        return Prop.ForAll(values.ToArbitrary(), raw =>
        {
            var pairs = raw.Zip(Holm.Adjust(raw)).Order().ToList();
            return pairs.All(pair => pair.First <= pair.Second && pair.Second <= 1)
                && pairs.Zip(pairs.Skip(1)).All(next => next.First.Second <= next.Second.Second);
        });
    }
}
