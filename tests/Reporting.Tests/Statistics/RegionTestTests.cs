using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Values against R are in ../Judgement/WorkedExamplesTests.cs, which takes the whole way from the runs; here are the laws.</summary>
public sealed class RegionTestTests
{
    [Property]
    public Property The_p_value_decides_exactly_as_the_interval_does() => Prop.ForAll(Cases(), one =>
    {
        var (contrast, region) = one;
        var test = new RegionTest(contrast, region);
        return new[] { 0.8, 0.9, 0.95, 0.99 }.All(level =>
        {
            var interval = contrast.IntervalAt(new ConfidenceLevel(level))!.Value;
            var decided = test.PValue <= 1 - level;
            // At the border rounding may fall on either side.
            var atBorder = Math.Abs(test.PValue!.Value - (1 - level)) < 1e-9;
            return atBorder
                || (decided == (region.Contains(interval) || interval.IsBelow(region.Above ?? double.NegativeInfinity) || interval.IsAbove(region.Below ?? double.PositiveInfinity)) && (!decided || test.PFor < test.PAgainst == region.Contains(interval)));
        });
    });

    [Property]
    public Property The_mirrored_question_has_the_same_answer() => Prop.ForAll(Cases(), one =>
    {
        var (contrast, region) = one;
        var mirrored = new RegionTest(new LinearContrast([new ContrastTerm(-1, Sample(contrast))]), new Region(-region.Below, -region.Above));
        var test = new RegionTest(new LinearContrast([new ContrastTerm(1, Sample(contrast))]), region);
        return Math.Abs(mirrored.PFor!.Value - test.PFor!.Value) < 1e-12 && Math.Abs(mirrored.PAgainst!.Value - test.PAgainst!.Value) < 1e-12;
    });

    [Property]
    public Property A_wider_region_is_never_harder_to_show() => Prop.ForAll(Cases(), one =>
    {
        var (contrast, region) = one;
        var wider = new RegionTest(contrast, new Region(region.Above - 0.01, region.Below + 0.01));
        var test = new RegionTest(contrast, region);
        return wider.PFor <= test.PFor && wider.PAgainst >= test.PAgainst;
    });

    [Fact]
    public void Without_scatter_there_is_no_p_value()
    {
        var test = new RegionTest(new LinearContrast([new ContrastTerm(1, new Sample([0.5]))]), Region.Over(0));
        Assert.Null(test.PFor);
        Assert.Null(test.PAgainst);
        Assert.Null(test.PValue);
    }

    // A sample with the same mean and scatter as the contrast, for a test that needs one coefficient.
    private static Sample Sample(LinearContrast contrast) => new([contrast.Value - contrast.StandardError!.Value, contrast.Value + contrast.StandardError!.Value]);

    private static Arbitrary<(LinearContrast Contrast, Region Region)> Cases() =>
        (from values in Gen.ArrayOf(Gen.Choose(0, 1_000), 6)
         from low in Gen.Choose(-300, 300)
         from width in Gen.Choose(1, 300)
         from kind in Gen.Choose(0, 2)
         select (
             LinearContrast.Difference(new Sample([.. values.Take(3).Select((value, index) => (value + (0.3 * index)) / 1_000)]), new Sample([.. values.Skip(3).Select(value => value / 1_000.0)])),
             kind switch { 0 => Region.Over(low / 1_000.0), 1 => Region.Under(low / 1_000.0), _ => new Region(low / 1_000.0, (low + width) / 1_000.0) }))
        .Where(one => one.Item1.StandardError > 1e-6)
        .ToArbitrary();
}
