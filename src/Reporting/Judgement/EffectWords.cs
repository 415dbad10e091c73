namespace Harness.Reporting.Judgement;

/// <summary>The numbers of a test as they stand in its sentence and in a table.</summary>
internal sealed class EffectWords
{
    public EffectWords(HypothesisTest test)
    {
        var hypothesis = test.Hypothesis;
        var (metric, reference) = (hypothesis.Metric, hypothesis.Reference);
        var means = hypothesis.Terms.Select(term => term.Arm.Sample!.Mean).ToList();
        var decimals = Wording.Decimals([.. means, reference]);
        // A single number's sentence names it already.
        NamedEstimate = hypothesis.EstimateName.Length == 0 ? "" : $"{hypothesis.EstimateName}{metric.Difference(test.Estimate, decimals)}{hypothesis.PerUnit}, ";
        Measured = hypothesis.Measured(means, decimals);
        Interval = test.Interval is { } interval ? $"{metric.Bare(interval.Low, decimals)} to {metric.Bare(interval.High, decimals)}" : null;
        var effect = hypothesis.ShowsMean ? metric.Level(means[0], decimals) : metric.Difference(test.Estimate, decimals) + hypothesis.PerUnit;
        var around = test.Interval?.Shifted(hypothesis.ShowsMean ? reference : 0);
        Effect = around is { } shown && test.PValue is not null
            ? $"{effect} ({metric.Bare(shown.Low, decimals)} to {metric.Bare(shown.High, decimals)})"
            : effect;
    }

    /// <summary>The start of the sentence.</summary>
    public string Measured { get; }

    /// <summary><c>difference 25.0 points, </c>, or empty.</summary>
    public string NamedEstimate { get; }

    /// <summary>Of the estimate; null where there is none.</summary>
    public string? Interval { get; }

    /// <summary>For a table: the measured value with its interval.</summary>
    public string Effect { get; }
}
