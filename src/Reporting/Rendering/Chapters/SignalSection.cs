using Harness.Contracts.Analysis;
using Harness.Contracts.Verdicts;
using Harness.Reporting.Analysis;
using Harness.Reporting.Judgement;
using Harness.Reporting.Rendering.Document;
using Harness.Reporting.Rendering.Figures;
using RunMetric = Harness.Contracts.Claims.RunMetric;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>How gradients and responses run through the networks of one family: two figures, a table, and what they show in numbers of the records.</summary>
internal static class SignalSection
{
    private static readonly RunMetric[] GradientMetrics =
        [RunMetric.InitialGradientReach, RunMetric.FinalGradientReach, RunMetric.InitialGradientSpread, RunMetric.FinalGradientSpread];

    private static readonly RunMetric[] ResponseMetrics = [RunMetric.FinalResponseDeviation];

    /// <param name="suffix">Ends the labels of the family's figures and its table.</param>
    public static IEnumerable<Block> Write(string suffix, ReportInputs inputs, IReadOnlyList<ArmView> arms)
    {
        var measured = arms.Where(arm => GradientMetrics.Concat(ResponseMetrics).Any(metric => arm.Record?.Of(metric) is not null)).ToList();
        if (measured.Count == 0)
        {
            yield return new Paragraph("No finished run of these networks was diagnosed layer by layer, so this report says nothing about their gradients and responses.");
            yield break;
        }

        const string NotHere = "The values of single layers are not in this copy of the results, so there is no such figure here; the table below was made where they were.";
        var table = SignalTable.Write($"tab-signals{suffix}", measured);
        var gradients = new GradientFigure($"fig-gradients{suffix}", arms, inputs.Profiles).ToBlock(NotHere);
        var responses = new ResponseFigure($"fig-responses{suffix}", arms, inputs.Profiles).ToBlock(NotHere);
        yield return new Paragraph(Gradients(inputs, measured, gradients, table));
        yield return gradients;
        yield return new Paragraph(Responses(inputs, measured, responses));
        yield return responses;
        yield return table;
    }

    private static Prose Gradients(ReportInputs inputs, IReadOnlyList<ArmView> arms, Block figure, TableBlock table)
    {
        var deepest = Deepest(arms);
        Prose[] sentences =
        [
            "Batch normalisation makes the loss independent of the scale of a convolution’s weights, and the gradient inversely proportional to it; so gradients are compared relative to the norm of the weights.",
            figure is FigureBlock drawn ? Prose.Of($"{Span.Reference(drawn.Label)} follows them from layer to layer.") : Prose.Empty,
            Ratios("At initialisation", deepest, RunMetric.InitialGradientReach),
            Ratios("After training", deepest, RunMetric.FinalGradientReach),
            Prose.Of($"A ratio below 1 means that less reaches the first layers. {Span.Reference(table.Label)} has it for every net{(SignalTable.HasIntervals(deepest) ? ", with 95 % intervals in brackets as here" : "")}."),
            Claims(inputs, arms, GradientMetrics, "gradients"),
        ];
        return Prose.Join(" ", sentences.Where(sentence => !sentence.IsEmpty));
    }

    private static List<ArmView> Deepest(IReadOnlyList<ArmView> arms) =>
        [.. arms.GroupBy(arm => arm.Model.IsResidual).Select(kind => kind.MaxBy(arm => arm.Model.Depth)!)];

    private static Prose Ratios(string when, IEnumerable<ArmView> arms, RunMetric metric)
    {
        var parts = from arm in arms
                    let estimate = arm.Record?.Of(metric)
                    where estimate is not null
                    select $"{SignalTable.Value(metric, estimate)} times the last stage’s in {arm.Name} (n = {estimate.N})";
        var text = Wording.Listing([.. parts]);
        return text.Length == 0 ? Prose.Empty : $"{when} the first stage’s relative gradient is {text}.";
    }

    private static Prose Responses(ReportInputs inputs, IReadOnlyList<ArmView> arms, Block figure)
    {
        var means = from arm in Deepest(arms)
                    let estimate = arm.Record?.Of(RunMetric.FinalResponseDeviation)
                    where estimate is not null
                    select $"{SignalTable.Mean(RunMetric.FinalResponseDeviation, estimate)} in {arm.Name} (n = {estimate.N})";
        var text = Wording.Listing([.. means]);
        Prose[] sentences =
        [
            "He et al. (2015, Figure 7) take small responses of residual nets as a sign that their blocks change their input little.",
            figure is FigureBlock drawn ? Prose.Of($"{Span.Reference(drawn.Label)} shows the responses here.") : Prose.Empty,
            Start(inputs, arms),
            text.Length == 0 ? Prose.Empty : $"After training the mean over the convolutions is {text}.",
            Claims(inputs, arms, ResponseMetrics, "responses"),
        ];
        return Prose.Join(" ", sentences.Where(sentence => !sentence.IsEmpty));
    }

    // Where training starts from tells how far a short training can have come.
    private static Prose Start(ReportInputs inputs, IReadOnlyList<ArmView> arms)
    {
        var curves = new LayerCurves(arms, inputs.Profiles, layer => layer.Response);
        if (curves.In(DiagnosedState.Initial).Count == 0)
        {
            return Prose.Empty;
        }

        var extent = curves.Extent(DiagnosedState.Initial);
        var (lowest, highest) = (Quantity.Number(extent.Lowest, 2), Quantity.Number(extent.Highest, 2));
        return lowest == highest
            ? $"At initialisation their standard deviation is {lowest} in every layer, net and seed, since normalisation sets it."
            : $"At initialisation their standard deviation is {lowest} to {highest} over all layers, nets and seeds.";
    }

    /// <summary>How the claims that rest on these metrics and these arms were judged.</summary>
    private static Prose Claims(ReportInputs inputs, IReadOnlyList<ArmView> arms, RunMetric[] metrics, string topic)
    {
        var ids = arms.Select(arm => arm.Arm.Id).ToHashSet();
        var judged = inputs.Verdicts.Verdicts
            .Where(verdict => verdict.Test is { } test && metrics.Contains(test.Metric) && test.Arms.Any(arm => ids.Contains(arm.Arm))).ToList();
        var counts = judged.GroupBy(verdict => verdict.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {VerdictWords.Of(group.Key)}");
        return judged.Count == 0
            ? Prose.Empty
            : Prose.Of($"{Quantity.Quantify(judged.Count, "claim", "claims")} about {topic} {(judged.Count == 1 ? "rests" : "rest")} on these nets: {Wording.Listing([.. counts])}; {Span.Reference("sec-claims")} has each with its test.");
    }
}
