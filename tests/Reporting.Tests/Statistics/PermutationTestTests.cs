using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Tests.Statistics;

/// <summary>Expected counts of arrangements: statistics.R, section "Every relabelling", beside this file; SciPy's permutation_test agrees.</summary>
public sealed class PermutationTestTests
{
    private static readonly double[] First = [0.0702, 0.0731, 0.0689, 0.0745, 0.0718];
    private static readonly double[] Second = [0.0725, 0.0741, 0.0711, 0.0768, 0.0722];

    [Fact]
    public void Relabelling_two_samples_agrees_with_an_enumeration_in_R()
    {
        Assert.Equal(74.0 / 252, OfTwoSamples(First, Second));
        Assert.Equal(1.0 / 35, OfTwoSamples([0.7612, 0.7784, 0.7668], [0.5174, 0.5231, 0.5302, 0.5089]));
        Assert.Equal(163.0 / 1716, OfTwoSamples([0.12, 0.31, 0.24, 0.28, 0.19, 0.33, 0.27], [0.21, 0.35, 0.38, 0.30, 0.41, 0.29]));
    }

    [Fact]
    public void Changing_signs_of_pairs_agrees_with_an_enumeration_in_R()
    {
        Assert.Equal(2.0 / 32, PermutationTest.OfPairs(First, Second));
        Assert.Equal(18.0 / 64, PermutationTest.OfPairs([0.1, 0.0, 0.3, 0.3, 0.4, 0.0], [0.0, 0.2, 0.0, 0.0, 0.0, 0.1]));
    }

    [Fact]
    public void Ties_count_however_their_sums_are_rounded() => Assert.Equal(10.0 / 35, OfTwoSamples([0.1, 0.2, 0.3], [0.2, 0.3, 0.3, 0.4]));

    [Fact]
    public void One_value_a_side_or_equal_values_decide_nothing()
    {
        Assert.Equal(1, OfTwoSamples([0.1], [0.9]));
        Assert.Equal(1, OfTwoSamples([0.1, 0.1, 0.1], [0.1, 0.1]));
        Assert.Equal(1, PermutationTest.OfPairs([0.1], [0.9]));
        Assert.Equal(1, PermutationTest.OfPairs([0.1, 0.2], [0.1, 0.2]));
    }

    [Fact]
    public void Too_many_arrangements_give_no_p_value()
    {
        var many = Enumerable.Range(0, 21).Select(value => value / 100.0).ToArray();
        Assert.NotNull(OfTwoSamples(many[..11], many[10..]));
        Assert.Null(OfTwoSamples(many[..12], many[9..]));
        Assert.Null(PermutationTest.OfPairs(many, many));
    }

    [Property(Arbitrary = [typeof(ErrorSamples)])]
    public bool The_p_value_of_two_samples_lies_above_zero_keeps_under_exchange_shift_and_scale(double[] first, double[] second)
    {
        var p = OfTwoSamples(first, second);
        return p is > 0 and <= 1 && p == OfTwoSamples(second, first) && p == OfTwoSamples(Moved(first), Moved(second));
    }

    [Property]
    public Property The_p_value_of_pairs_lies_above_zero_and_keeps_under_exchange_shift_and_scale() => Prop.ForAll(ErrorSamples.Pairs(), pair =>
    {
        var p = PermutationTest.OfPairs(pair.First, pair.Second);
        return p is > 0 and <= 1 && p == PermutationTest.OfPairs(pair.Second, pair.First) && p == PermutationTest.OfPairs(Moved(pair.First), Moved(pair.Second));
    });

    private static double? OfTwoSamples(double[] first, double[] second) => PermutationTest.OfTwoSamples(new Sample(first), new Sample(second));

    private static double[] Moved(double[] values) => [.. values.Select(value => (3 * value) + 1)];
}
