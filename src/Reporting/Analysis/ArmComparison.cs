using Harness.Contracts;
using Harness.Contracts.Analysis;
using Harness.Contracts.Claims;
using Harness.Reporting.Statistics;

namespace Harness.Reporting.Analysis;

/// <summary>Compares two arms by one metric in every way that the statistics offer; Welch's test is the one that stands first.</summary>
internal static class ArmComparison
{
    /// <param name="first">Completed runs.</param>
    /// <param name="second">Completed runs.</param>
    /// <returns>Null where an arm has no value.</returns>
    /// <exception cref="HarnessException">Predictions were made on different test images.</exception>
    public static ComparisonRecord? Of(IReadOnlyList<InspectedRun> first, IReadOnlyList<InspectedRun> second, RunMetric metric, ConfidenceLevel level)
    {
        if (Values(first, metric) is not { } one || Values(second, metric) is not { } other)
        {
            return null;
        }

        var difference = new MeanDifference(one, other);
        var interval = difference.IntervalAt(level);
        var standardised = difference.HedgesGIntervalAt(level);
        var bootstrap = BcaInterval.OfDifference(one, other, level);
        return new ComparisonRecord
        {
            First = first[0].Run.Arm,
            Second = second[0].Run.Arm,
            Metric = metric,
            FirstN = one.N,
            SecondN = other.N,
            Difference = Rounded.ToTwelveDigits(difference.Value),
            Low = Rounded.ToTwelveDigits(interval?.Low),
            High = Rounded.ToTwelveDigits(interval?.High),
            Level = level.Value,
            TStatistic = Rounded.ToTwelveDigits(difference.TStatistic),
            DegreesOfFreedom = Rounded.ToTwelveDigits(difference.DegreesOfFreedom),
            PValue = Rounded.ToTwelveDigits(difference.PValueAgainst(0)),
            HedgesG = Rounded.ToTwelveDigits(difference.HedgesG),
            HedgesGLow = Rounded.ToTwelveDigits(standardised?.Low),
            HedgesGHigh = Rounded.ToTwelveDigits(standardised?.High),
            PermutationPValue = one.N == 1 || other.N == 1 ? null : Rounded.ToTwelveDigits(PermutationTest.OfTwoSamples(one, other)),
            BootstrapLow = Rounded.ToTwelveDigits(bootstrap?.Low),
            BootstrapHigh = Rounded.ToTwelveDigits(bootstrap?.High),
            Paired = Pair(first, second, metric, level),
            Predictions = metric == RunMetric.TestError ? [.. Predictions(first, second, level)] : [],
        };
    }

    private static Sample? Values(IEnumerable<InspectedRun> runs, RunMetric metric)
    {
        var values = runs.Select(run => run.Of(metric)).OfType<double>().ToList();
        return values.Count == 0 ? null : new Sample(values);
    }

    private static IEnumerable<(InspectedRun First, InspectedRun Second)> Common(IEnumerable<InspectedRun> first, IEnumerable<InspectedRun> second) =>
        first.Join(second, run => run.Run.Seed, run => run.Run.Seed, (one, other) => (one, other));

    private static PairedRecord? Pair(IEnumerable<InspectedRun> first, IEnumerable<InspectedRun> second, RunMetric metric, ConfidenceLevel level)
    {
        var pairs = Common(first, second).Where(pair => pair.First.Of(metric) is not null && pair.Second.Of(metric) is not null).ToList();
        if (pairs.Count == 0)
        {
            return null;
        }

        var (one, other) = (pairs.ConvertAll(pair => pair.First.Of(metric)!.Value), pairs.ConvertAll(pair => pair.Second.Of(metric)!.Value));
        var difference = new PairedDifference(one, other);
        var interval = difference.IntervalAt(level);
        return new PairedRecord(
            difference.N,
            Rounded.ToTwelveDigits(difference.Value),
            Rounded.ToTwelveDigits(interval?.Low),
            Rounded.ToTwelveDigits(interval?.High),
            Rounded.ToTwelveDigits(difference.PValueAgainst(0)),
            pairs.Count == 1 ? null : Rounded.ToTwelveDigits(PermutationTest.OfPairs(one, other)),
            Rounded.ToTwelveDigits(difference.Correlation),
            Rounded.ToTwelveDigits(difference.HedgesGz));
    }

    private static IEnumerable<PredictionsRecord> Predictions(IEnumerable<InspectedRun> first, IEnumerable<InspectedRun> second, ConfidenceLevel level)
    {
        foreach (var (one, other) in Common(first, second))
        {
            if (one.Predictions is not { } ours || other.Predictions is not { } theirs)
            {
                continue;
            }

            if (!ours.Labels.Span.SequenceEqual(theirs.Labels.Span))
            {
                throw new HarnessException(
                    $"The {RunLayout.PredictionsName} of {one.Run} and {other.Run} have other labels, so they were not made on the same test images. Train one of the two again.");
            }

            var (onlyOne, onlyOther) = Disagreements(ours.Predicted.Span, theirs.Predicted.Span, ours.Labels.Span);
            var test = new McNemar(onlyOne, onlyOther, ours.Labels.Length);
            var interval = test.IntervalAt(level);
            yield return new PredictionsRecord(
                one.Run.Seed,
                ours.Labels.Length,
                onlyOne,
                onlyOther,
                Rounded.ToTwelveDigits(test.Difference),
                Rounded.ToTwelveDigits(interval.Low),
                Rounded.ToTwelveDigits(interval.High),
                Rounded.ToTwelveDigits(test.PValue));
        }
    }

    private static (int OnlyFirstWrong, int OnlySecondWrong) Disagreements(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> labels)
    {
        var (onlyFirst, onlySecond) = (0, 0);
        for (var image = 0; image < labels.Length; image++)
        {
            var (firstIsRight, secondIsRight) = (first[image] == labels[image], second[image] == labels[image]);
            onlyFirst += !firstIsRight && secondIsRight ? 1 : 0;
            onlySecond += firstIsRight && !secondIsRight ? 1 : 0;
        }

        return (onlyFirst, onlySecond);
    }
}
