using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Judgement;

/// <summary>A hypothesis held against the runs, before the correction for the other tests of its family.</summary>
internal sealed class HypothesisTest
{
    public HypothesisTest(Hypothesis hypothesis)
    {
        Hypothesis = hypothesis;
        N = hypothesis.Terms.Min(term => term.Arm.Values.Count);
        if (N == 0)
        {
            return;
        }

        Contrast = new LinearContrast([.. hypothesis.Terms.Select(term => new ContrastTerm(term.Coefficient, term.Arm.Sample!))]);
        // The published value shifts the question, not the runs.
        var region = hypothesis.Region.Shifted(hypothesis.Reference);
        Interval = Contrast.IntervalAt(Level)?.Shifted(-hypothesis.Reference);
        if (N >= hypothesis.Rule.MinimumSeeds)
        {
            Test = new RegionTest(Contrast, region);
        }
    }

    public Hypothesis Hypothesis { get; }

    /// <summary>Seeds of the smallest arm.</summary>
    public int N { get; }

    public ConfidenceLevel Level => new(Hypothesis.Rule.Level);

    public double Significance => 1 - Hypothesis.Rule.Level;

    /// <summary>Null where an arm has no value.</summary>
    public LinearContrast? Contrast { get; }

    /// <summary>The contrast's value less the reference; 0 where an arm has no value.</summary>
    public double Estimate => Contrast is { } contrast ? contrast.Value - Hypothesis.Reference : 0;

    /// <summary>Of the estimate; null where there is no scatter to tell.</summary>
    public Interval? Interval { get; }

    /// <summary>Null where the seeds are too few.</summary>
    public RegionTest? Test { get; }

    /// <summary>Null where no test was possible.</summary>
    public double? PValue => Test?.PValue;

    public VerdictTest? ToRecord(int familySize) => Contrast is null ? null : new VerdictTest
    {
        Metric = Hypothesis.Metric,
        Arms = [.. Hypothesis.Terms.Select(term => new TestedArm(term.Arm.Arm.Id, Rounded.ToTwelveDigits(term.Coefficient), term.Arm.Seeds, term.Arm.Values))],
        Reference = Hypothesis.Reference,
        Estimate = Rounded.ToTwelveDigits(Estimate),
        StandardError = Rounded.ToTwelveDigits(Contrast.StandardError),
        DegreesOfFreedom = Rounded.ToTwelveDigits(Contrast.DegreesOfFreedom),
        Low = Rounded.ToTwelveDigits(Interval?.Low),
        High = Rounded.ToTwelveDigits(Interval?.High),
        Level = Hypothesis.Rule.Level,
        Above = Hypothesis.Region.Above,
        Below = Hypothesis.Region.Below,
        PFor = Rounded.ToTwelveDigits(Test?.PFor),
        PAgainst = Rounded.ToTwelveDigits(Test?.PAgainst),
        HedgesG = Hypothesis.Terms is [{ Coefficient: 1, Arm.Sample: { } first }, { Coefficient: -1, Arm.Sample: { } second }]
            ? Rounded.ToTwelveDigits(new MeanDifference(first, second).HedgesG)
            : null,
        FamilySize = familySize,
    };
}
